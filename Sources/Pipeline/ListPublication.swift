import Cohorts
import Lists
import RunStore

/// Makes and writes the lists of every practice and neighbourhood team, one after the other, so that no more than one
/// place's are in memory.
struct ListPublication {
    private let publication: Publication
    private let comparison: Comparison
    private let formats: Set<ListFormat>
    private var maker: ListMaker
    /// By programme.
    private let movements: [ListMovement]
    /// By programme: its lists by their keys.
    private let lists: [[String: CohortList]]
    private var index: [RunIndex.Place] = []

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

    /// - Returns: where everything lies, for the index page.
    mutating func write() throws -> [RunIndex.Place] {
        var fhir = formats.contains(.fhir) ? try FHIRFiles(publication) : nil
        for split in ListSplit.allCases {
            for key in keys(split) {
                let place = try practiceLists(split, key)
                index.append(try publication.write(place, formats))
                try fhir?.write(place.lists)
            }
        }
        try fhir?.close()
        return index
    }

    /// Of every place that gets something, in bytewise order.
    private func keys(_ split: ListSplit) -> [String] {
        var keys: Set<String> = []
        for (place, programme) in maker.selected.enumerated() where programme.programme.split == split {
            keys.formUnion(lists[place].keys)
        }
        if split == .practice {
            keys.formUnion(maker.unscored.practices)
            if maker.selected.contains(where: { $0.programme.split == .practice }) {
                keys.formUnion(comparison.holds.practices)
            }
        }
        return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private mutating func practiceLists(_ split: ListSplit, _ key: String) throws -> PracticeLists {
        var documents: [ListDocument] = []
        for place in maker.selected.indices where maker.selected[place].programme.split == split {
            let list = lists[place][key].map { maker.list($0, ofProgramme: place) }
            if let list = try comparison.holding(list, ofProgramme: place, key: key, maker) {
                documents.append(movements[place].telling(list))
            }
        }
        return PracticeLists(
            place: maker.place(split, key), indexDate: maker.dates.index.description,
            runDate: maker.dates.run.description, isDemonstration: publication.isDemonstration, lists: documents,
            notScored: split == .practice ? maker.unscored.named(of: key) : [])
    }
}

/// The FHIR resources of a run, three files of a line each resource.
private struct FHIRFiles {
    private let assessments, groups, lists: StagedFile
    private var counts = (assessments: 0, lists: 0)

    init(_ publication: Publication) throws {
        assessments = try publication.file("fhir/RiskAssessment.ndjson")
        groups = try publication.file("fhir/Group.ndjson")
        lists = try publication.file("fhir/List.ndjson")
    }

    mutating func write(_ documents: [ListDocument]) throws {
        var resources = FHIRResources()
        for document in documents { resources.add(document) }
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
