/// Counts people among rows.
struct PersonCounter: Sendable {
    private let persons: [UInt64]
    /// People in all.
    let total: Int

    init(_ persons: [UInt64]) {
        self.persons = persons
        total = Set(persons).count
    }

    /// How many people the rows are of.
    func count(_ rows: [Int]) -> Int {
        guard total < persons.count else { return rows.count }
        return Set(rows.lazy.map { persons[$0] }).count
    }
}
