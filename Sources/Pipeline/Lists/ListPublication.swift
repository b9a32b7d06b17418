import Cohorts
import Lists
import RunStore

/// Makes and writes the lists of every practice and neighbourhood team, so many at a time as there are threads: no
/// others are in memory.
struct ListPublication: Sendable {
    private let publication: Publication
    private let comparison: Comparison
    private let formats: Set<ListFormat>
    private let maker: ListMaker
    /// By programme.
    private let movements: [ListMovement]
    /// By programme: its lists by their keys.
    private let lists: [[String: CohortList]]

    init(
        _ publication: Publication, _ comparison: Comparison, _ formats: Set<ListFormat>, _ maker: ListMaker,
        _ movements: [ListMovement]
    ) {
        self.publication = publication
        self.comparison = comparison
        self.formats = formats
        self.maker = maker
        self.movements = movements
        lists = maker.selected.map { programme in
            Dictionary(uniqueKeysWithValues: programme.cohort.lists.map { ($0.key, $0) })
        }
    }

    /// A place whose lists are written.
    private struct Written: Sendable {
        let number: Int
        let place: RunIndex.Place
        let resources: FHIRResources
    }

    /// - Returns: where everything lies, for the index page.
    func write(threads: Int) async throws -> [RunIndex.Place] {
        var fhir = formats.contains(.fhir) ? try FHIRFiles(publication) : nil
        var index: [RunIndex.Place] = []
        let places = ListSplit.allCases.flatMap { split in keys(split).map { (split, $0) } }
        try await withThrowingTaskGroup(of: Written.self) { group in
            var begun = 0
            func begin() {
                guard begun < places.count else { return }
                let (number, (split, key)) = (begun, places[begun])
                group.addTask { try write(split, key, number: number) }
                begun += 1
            }
            for _ in 0..<threads { begin() }
            // Those that end before their turn.
            var waiting: [Int: Written] = [:]
            while let written = try await group.next() {
                begin()
                waiting[written.number] = written
                while let next = waiting.removeValue(forKey: index.count) {
                    index.append(next.place)
                    try fhir?.write(next.resources)
                }
            }
        }
        try fhir?.close()
        return index
    }

    private func write(_ split: ListSplit, _ key: String, number: Int) throws -> Written {
        let place = try practiceLists(split, key)
        var resources = FHIRResources()
        if formats.contains(.fhir) { for list in place.lists { resources.add(list) } }
        return Written(number: number, place: try publication.write(place, formats), resources: resources)
    }

    /// Of every place that gets something, in bytewise order.
    private func keys(_ split: ListSplit) -> [String] {
        var keys: Set<String> = []
        for (place, programme) in maker.selected.enumerated() where programme.programme.split == split {
            keys.formUnion(lists[place].keys)
        }
        if split == .practice { keys.formUnion(maker.unscored.practices) }
        if maker.selected.contains(where: { $0.programme.split == split }) { keys.formUnion(comparison.held(split)) }
        for kept in comparison.kept where kept.programme.split == split { keys.formUnion(kept.lists) }
        return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func practiceLists(_ split: ListSplit, _ key: String) throws -> PracticeLists {
        var documents: [ListDocument] = []
        for place in maker.selected.indices where maker.selected[place].programme.split == split {
            let list = lists[place][key].map { maker.list($0, ofProgramme: place) }
            if let list = try comparison.holding(list, ofProgramme: place, key: key, maker) {
                documents.append(movements[place].telling(list))
            }
        }
        for kept in comparison.kept where kept.programme.split == split {
            if let list = try comparison.keeping(kept, key: key, maker) { documents.append(list) }
        }
        return PracticeLists(
            place: maker.place(split, key), indexDate: maker.dates.index.description,
            runDate: maker.dates.run.description, isDemonstration: publication.isDemonstration, lists: documents,
            notScored: split == .practice ? maker.unscored.named(of: key) : [])
    }
}

/// The FHIR resources of a run, three files of a line each resource.
struct FHIRFiles {
    private let assessments, groups, lists: StagedFile
    private var counts = (assessments: 0, lists: 0)

    init(_ publication: Publication) throws {
        assessments = try publication.file("fhir/RiskAssessment.ndjson")
        groups = try publication.file("fhir/Group.ndjson")
        lists = try publication.file("fhir/List.ndjson")
    }

    mutating func write(_ resources: FHIRResources) throws {
        try assessments.write(resources.riskAssessments)
        try groups.write(resources.groups)
        try lists.write(resources.lists)
        counts.assessments += resources.assessmentCount
        counts.lists += resources.listCount
    }

    func close() throws {
        assessments.rows = counts.assessments
        groups.rows = counts.lists
        lists.rows = counts.lists
        for file in [assessments, groups, lists] { try file.close() }
    }
}
