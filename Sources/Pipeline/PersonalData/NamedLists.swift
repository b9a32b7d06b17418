import Lists
import RunStore
import Tabular

/// Everything that one practice receives with the NHS numbers of its own people, in memory.
struct NamedLists {
    let practice: String
    let rows: Int
    let lists: Int
    /// Lists of neighbourhood teams and hospitals among them.
    let sharedLists: Int
    let withheld: Int
    private(set) var files: [(name: String, bytes: [UInt8])]

    private let tonight: TonightRegister

    /// - Parameter published: nil where the run's lists cannot be read back; there are tables alone then.
    init(_ tables: NamedTables, _ published: PublishedLists?, _ tonight: TonightRegister) throws {
        practice = tables.practice
        (rows, lists, withheld) = (tables.rows, tables.tables.count, tables.withheld)
        sharedLists = tables.tables.count { !$0.isOwn }
        files = tables.tables.map { ("\($0.name).csv", $0.bytes) }
        self.tonight = tonight
        guard let published else { return }
        var documents: [ListDocument] = []
        for table in tables.tables {
            guard let document = published.document(table.programme, stem: table.stem) else { continue }
            let named = table.isOwn ? naming(document) : naming(document.ofOnePractice(isOwn))
            documents.append(named)
            try add(named, table.name, published.formats)
        }
        let own = published.places.first { $0.place.kind == .practice && $0.place.code == practice }
        // A run may have lists of teams and hospitals alone.
        guard let any = own ?? published.places.first else { return }
        try add(
            PracticeLists(
                place: own?.place ?? ListPlace(kind: .practice, code: practice, name: ""), indexDate: any.indexDate,
                runDate: any.runDate, isDemonstration: any.isDemonstration, lists: documents,
                notScored: naming(own?.notScored ?? [])), published.formats)
    }

    // MARK: Files

    private mutating func add(_ list: ListDocument, _ name: String, _ formats: Set<ListFormat>) throws {
        if !list.nearMisses.isEmpty {
            let sink = MemorySink()
            try ListCSVWriter.writeNearMisses(list, to: sink)
            files.append(("\(name).near-misses.csv", sink.bytes))
        }
        if !list.left.isEmpty { try add(list.left, "\(name).left.csv") }
        files.append(("\(name).ids.txt", Array(ListIDs.text(list).utf8)))
        if formats.contains(.json) {
            files.append(("\(name).json", Array(ListHeaderJSON.text(list.header).utf8)))
        }
        if formats.contains(.html) { files.append(("\(name).html", Array(ListPage.text(list).utf8))) }
    }

    private mutating func add(_ lists: PracticeLists, _ formats: Set<ListFormat>) throws {
        let stem = FileStem.of(practice)
        if !lists.notScored.isEmpty { try add(lists.notScored, "\(stem).not-scored.csv") }
        if formats.contains(.xlsx) {
            files.append(("\(stem).xlsx", try PracticeWorkbook.bytes(lists, namesPatients: true)))
        }
    }

    private mutating func add(_ people: [PersonAndReason], _ name: String) throws {
        let sink = MemorySink()
        try PersonAndReasonCSV.write(people, to: sink)
        files.append((name, sink.bytes))
    }

    // MARK: People

    private func isOwn(_ id: String) -> Bool { tonight.number(of: id, in: practice) != nil }

    /// A list with numbers in place of ids. Who may not be named is left out, and counted so.
    private func naming(_ list: ListDocument) -> ListDocument {
        let left = Set(
            (list.rows + list.nearMisses).map(\.personID).filter { !isOwn($0) }
                + list.left.map(\.personID).filter { number(ofUnlisted: $0) == nil })
        let kept =
            left.isEmpty
            ? list
            : list.leavingOut(
                LeftOutAfterPublication(
                    isLeftOut: left.contains, hasEntered: { _ in false }, practice: { _ in nil }, ofPlace: [],
                    ofRule: nil))
        return kept.withIDs { tonight.number(of: $0, in: practice) ?? number(ofUnlisted: $0) ?? "" }
    }

    private func naming(_ people: [PersonAndReason]) -> [PersonAndReason] {
        people.compactMap { one in
            number(ofUnlisted: one.personID).map { PersonAndReason(personID: $0, why: one.why) }
        }
    }

    /// Of somebody of the practice who need not have a score.
    private func number(ofUnlisted id: String) -> String? { tonight.registeredNumber(of: id, in: practice) }
}
