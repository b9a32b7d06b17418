import FeatureData
import Features

/// Where features that are reconstructed from the extracts of today differ from those archived on the index date.
struct ReconstructionDifferences: Sendable {
    /// People who were compared, and those who differ in some feature.
    private(set) var people = 0
    private(set) var differing = 0
    /// By feature, the people who differ in it.
    private(set) var byFeature: [String: Int] = [:]
    /// Archived features that the extracts of today do not give.
    private(set) var lacking: [String] = []

    init(_ present: PresentRows, _ plan: FeaturePlan) {
        let places = Dictionary(
            plan.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let columns = present.matrix.columns
        let pairs = columns.indices.compactMap { column in
            places[columns[column].name].map { (archived: column, own: $0) }
        }
        lacking = columns.map(\.name).filter { places[$0] == nil }
        people = present.persons.count
        var counts = [Int](repeating: 0, count: columns.count)
        var archived = [Double](repeating: 0, count: columns.count)
        var differing = 0
        FeaturePass(plan: plan, persons: present.persons).visitRows { row, values in
            present.matrix.unpack(row: row, into: &archived)
            var differs = false
            for pair in pairs where !Self.areSame(archived[pair.archived], values[pair.own]) {
                counts[pair.archived] += 1
                differs = true
            }
            if differs { differing += 1 }
        }
        self.differing = differing
        for column in columns.indices where counts[column] > 0 { byFeature[columns[column].name] = counts[column] }
    }

    private static func areSame(_ left: Double, _ right: Double) -> Bool {
        left == right || (left.isNaN && right.isNaN)
    }

    mutating func merge(_ other: ReconstructionDifferences) {
        people += other.people
        differing += other.differing
        byFeature.merge(other.byFeature) { $0 + $1 }
        lacking += other.lacking.filter { !lacking.contains($0) }
    }
}
