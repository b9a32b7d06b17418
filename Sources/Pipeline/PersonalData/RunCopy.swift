import Accounts
import Cohorts
import Ledger
import Lists
import Reports
import RunStore
import Tabular

/// A committed run without some of its people, every file of which agrees with the others.
///
/// Tables lose their rows; lists are read back and made again in every format that they had, with headers that count what
/// they hold; the account of people, the index, the totals and the summary say that somebody was left out after
/// publication. Ranks stay as they were published, for others have acted on them. What an earlier version published and
/// cannot be read back is left out instead: its pages, workbooks, headers, FHIR resources and index.
struct RunCopy {
    private let manifest: Manifest
    private let store: RunStore
    private var changed: [RunPath: LeftOutRows.Part] = [:]
    private let rows = LeftOutRows()
    /// Nil where they cannot be read back.
    private var lists: PublishedLists?
    /// The places of `lists` whose files are made again.
    private var remade: Set<Int> = []
    private(set) var leftOut: [RunPath] = []

    /// Rows of tables that were taken out, of one person perhaps many.
    var rowsTaken: Int { rows.rows }
    /// Places on lists that were taken out.
    var placesTaken: Int { rows.places }
    var isChanged: Bool { !rows.people.isEmpty }

    /// - Parameter isTakenOff: tells by id whose rows are taken out.
    /// - Throws: `PipelineError.runNotVerified` where a file is not as it was published.
    init(_ manifest: Manifest, of store: RunStore, without isTakenOff: (String) -> Bool) throws {
        self.manifest = manifest
        self.store = store
        for entry in manifest.entries {
            let path = entry.path.description
            guard path.hasPrefix("ids/") || path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") else { continue }
            changed[entry.path] = try rows.part(path, contents(entry), isTakenOff)
        }
        guard isChanged else { return }
        lists = try PublishedLists(manifest, contents)
        if lists == nil { leaveOutWhatCannotBeRead() } else { remakeLists() }
        try recount()
    }

    /// The facts of the run, which count what the copy holds.
    var facts: JSONValue {
        guard case .object(var facts) = manifest.facts.facts else { return manifest.facts.facts }
        facts["left_out_after_publication"] = ["people": .integer(peopleLeftOut)]
        if case .object(var issue)? = facts["issue"], let programmes = issue["programmes"]?.asObject {
            issue["programmes"] = .object(
                Dictionary(
                    uniqueKeysWithValues: programmes.map { id, counts in
                        (id, Self.recounted(counts, rows.movements[id].map { Array($0.values) } ?? []))
                    }))
            facts["issue"] = .object(issue)
        }
        if let holdOuts = facts["hold_outs"]?.asObject {
            facts["hold_outs"] = .object(
                Dictionary(
                    uniqueKeysWithValues: holdOuts.map { id, counts in
                        let gone = rows.heldOut[id] ?? .init()
                        return (
                            id,
                            counts.lowering(["held_out": gone.people, "would_be_listed": gone.wouldBeListed])
                        )
                    }))
        }
        return .object(facts)
    }

    /// Writes all files of the copy.
    func write(into run: StagedRun) throws {
        let publication = Publication(
            staged: run, hasReadingGroup: manifest.entries.contains(where: \.isShared),
            isDemonstration: manifest.facts.facts["demonstration"] == .bool(true))
        let made = try writeLists(publication)
        for entry in manifest.entries where !leftOut.contains(entry.path) && !made(entry.path.description) {
            let file = try run.file(entry.path.description, readers: entry.isShared ? .group : .owner)
            let part = changed[entry.path]
            file.rows = part.map(\.rows) ?? entry.rows
            try (part?.bytes ?? contents(entry)).withUnsafeBytes { try file.write($0) }
            try file.close()
        }
    }

    // MARK: Lists

    private mutating func remakeLists() {
        guard var lists else { return }
        let people = rows.people
        for place in lists.places.indices {
            let old = lists.places[place]
            let ofPlace = old.place.kind == .practice ? unscored(old.place.code) : []
            let made = old.lists.map { document in
                let programme = document.header.programme.id
                let movements = rows.movements[programme] ?? [:]
                let (practices, code) = (rows.practices, old.place.code)
                return document.leavingOut(
                    LeftOutAfterPublication(
                        isLeftOut: people.contains,
                        hasEntered: { id in
                            movements[id].map { $0.standing != Member.Standing.staying.rawValue } ?? false
                        }, practice: { practices[$0] }, ofPlace: ofPlace, ofRule: heldOut(programme, code)))
            }
            let named = old.notScored.filter { !people.contains($0.personID) }
            guard made != old.lists || named != old.notScored else { continue }
            remade.insert(place)
            lists.places[place] = PracticeLists(
                place: old.place, indexDate: old.indexDate, runDate: old.runDate,
                isDemonstration: old.isDemonstration, lists: made, notScored: named)
        }
        self.lists = lists
    }

    /// The people of a practice who are counted as left out after publication: those who were scored, and those who
    /// were named as not scored, with the reason that they had.
    private func unscored(_ practice: String) -> [(why: String?, people: Int)] {
        let scored = rows.practices.values.count { $0 == practice }
        let named = (rows.notScored[FileStem.of(practice)] ?? [:]).sorted { $0.key < $1.key }
        return (scored > 0 ? [(nil, scored)] : []) + named.map { ($0.key, $0.value) }
    }

    private func heldOut(_ programme: String, _ place: String) -> (why: String, people: Int)? {
        guard let holdOut = manifest.holdOut(of: programme), let people = rows.heldOut[programme]?.places[place] else {
            return nil
        }
        return (Exclusion(heldOut: holdOut).words, people)
    }

    /// Writes the files of the places that changed, the index and what is of all lists together.
    /// - Returns: whether a file of the run is not to be copied, because it was made again or is no more.
    private func writeLists(_ publication: Publication) throws -> (String) -> Bool {
        guard let lists else { return { _ in false } }
        var made: Set<String> = []
        for place in remade {
            let one = lists.places[place]
            let stem = FileStem.of(one.place.code)
            _ = try publication.write(one, lists.formats)
            made.insert(Publication.workbook(of: one.place.kind, stem: stem))
            if one.place.kind == .practice { made.insert("not-scored/\(stem).csv") }
            for list in one.lists {
                let path = "\(list.header.programme.id)/\(stem)"
                made.formUnion(["csv", "json", "html"].map { "lists/\(path).\($0)" })
                made.formUnion([
                    "near-misses/\(path).csv", "left/\(path).csv", "ids/\(path).txt", "restricted/headers/\(path).json",
                ])
            }
        }
        if lists.formats.contains(.html) {
            try publication.write(index(lists))
            made.insert("index.html")
        }
        if lists.formats.contains(.fhir) {
            var files = try FHIRFiles(publication)
            for place in lists.places {
                var resources = FHIRResources()
                for list in place.lists { resources.add(list) }
                try files.write(resources)
            }
            try files.close()
        }
        let isFHIR = lists.formats.contains(.fhir)
        return { made.contains($0) || isFHIR && $0.hasPrefix("fhir/") }
    }

    private func index(_ lists: PublishedLists) throws -> RunIndex {
        let paths = Set(manifest.entries.map(\.path.description))
        let totals = try (manifest.facts.facts["programmes"]?.asArray ?? []).compactMap { programme in
            try report("totals/\(programme.asString ?? "").json")
        }
        let models = (manifest.facts.facts["models"]?.asArray ?? []).compactMap(LedgerRun.Model.init)
        return RunIndex(
            indexDate: manifest.text("index_date") ?? "", runDate: manifest.text("run_date") ?? "",
            isDemonstration: manifest.facts.facts["demonstration"] == .bool(true), run: manifest.text("reference"),
            places: lists.places.map { place in
                let stem = FileStem.of(place.place.code)
                let hasBook = lists.formats.contains(.xlsx)
                return RunIndex.Place(
                    place: place.place,
                    workbook: hasBook ? Publication.workbook(of: place.place.kind, stem: stem) : nil,
                    notScored: place.notScored.isEmpty ? nil : "not-scored/\(stem).csv", unscored: place.unscored,
                    entries: place.lists.map { list in
                        let path = "\(list.header.programme.id)/\(stem)"
                        return .init(
                            header: list.header, page: "lists/\(path).html", table: "lists/\(path).csv",
                            ids: "ids/\(path).txt")
                    })
            }, totals: Publication.links(to: totals).filter { paths.contains($0.path) },
            evaluations: models.flatMap { Publication.evaluations(of: $0.name, $0.version).map(\.link) }
                .filter { paths.contains($0.path) },
            others: [Publication.quality],
            notes: [
                "Left out of this run after publication: \(Figure.count(peopleLeftOut)). Lists, scores and the account "
                    + "of people are without them; totals by area and the summary were counted before."
            ])
    }

    private mutating func leaveOutWhatCannotBeRead() {
        leftOut = manifest.entries.map(\.path).filter { path in
            let path = path.description
            let isOfList = path.hasPrefix("lists/") && !path.hasSuffix(".csv")
            return isOfList || path == "index.html" || path.hasPrefix("workbooks/") || path.hasPrefix("fhir/")
        }
    }

    // MARK: What is counted

    private mutating func recount() throws {
        let practices = Dictionary(rows.practices.values.map { ($0, 1) }, uniquingKeysWith: +)
        if let account = try json("quality.json").flatMap(QualityJSON.account)?
            .leavingOut(scored: practices, as: LeftOutRows.status)
        {
            replace("quality.json", QualityJSON.text(account))
            replace("quality.html", QualityPage.text(account))
        }
        if let summary = try json("summary.json") {
            replace("summary.json", SummaryJSON.text(summary, leavingOut: peopleLeftOut))
        }
        for entry in manifest.entries {
            let path = entry.path.description
            guard path.hasPrefix("totals/"), path.hasSuffix(".json"),
                let totals = try report(path)?.adding(note: Self.totalsNote)
            else { continue }
            replace(path, TotalsJSON.text(totals))
            replace(String(path.dropLast(5)) + ".html", TotalsPage.text(totals))
        }
    }

    private static let totalsNote =
        "People were left out of this run after it was published; they are counted here still."

    /// Of this copy and of those before it.
    private var peopleLeftOut: Int {
        let before = manifest.facts.facts["left_out_after_publication"]?["people"]?.asInteger ?? 0
        return before + rows.people.count
    }

    private mutating func replace(_ path: String, _ text: String) {
        guard let entry = manifest.entries.first(where: { $0.path.description == path }) else { return }
        changed[entry.path] = .init(bytes: Array(text.utf8), rows: entry.rows)
    }

    /// A programme's movement as the manifest tells it, with so many members fewer.
    private static func recounted(_ counts: JSONValue, _ gone: [LeftOutRows.Movement]) -> JSONValue {
        func number(_ standing: Member.Standing) -> Int { gone.count { $0.standing == standing.rawValue } }
        return counts.lowering([
            "listed": gone.count, "entered": gone.count - number(.staying), "returning": number(.returning),
            "moved": number(.moved), "stayed": number(.staying), "stayed_by_band": gone.count(where: \.isByBand),
        ])
    }

    // MARK: Files

    private func json(_ path: String) throws -> JSONValue? {
        guard let entry = manifest.entries.first(where: { $0.path.description == path }) else { return nil }
        return JSONValue(parsing: try contents(entry))
    }

    /// Totals by area, read back.
    private func report(_ path: String) throws -> TotalsReport? {
        try json(path).flatMap { TotalsJSON.report($0, columns: TotalsStage.columns(ofReport:)) }
    }

    private func contents(_ entry: ManifestEntry) throws -> [UInt8] {
        guard let bytes = try store.verifiedContents(of: entry.path, in: manifest) else {
            throw PipelineError.runNotVerified(
                run: manifest.run.description, problems: ["\(entry.path) has changed since it was published"])
        }
        return bytes
    }
}

extension JSONValue {
    /// An object with some of its numbers lowered.
    fileprivate func lowering(_ by: [String: Int]) -> JSONValue {
        guard var members = asObject else { return self }
        for (name, number) in by { members[name] = members[name]?.asInteger.map { .integer($0 - number) } }
        return .object(members)
    }
}
