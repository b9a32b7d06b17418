/// The rows of each level of a grouping, in the order of a ranking; the last are those in no level.
struct GroupedRows: Sendable {
    let grouping: Grouping
    let rows: [[Int]]

    init(_ grouping: Grouping, _ scored: ScoredOutcomes) {
        precondition(grouping.codes.count == scored.count)
        var rows = [[Int]](repeating: [], count: grouping.levels.count + 1)
        for row in scored.descending {
            let code = Int(grouping.codes[row])
            rows[code < 0 ? grouping.levels.count : code].append(row)
        }
        self.grouping = grouping
        self.rows = rows
    }
}

extension ScoredOutcomes {
    /// The rows that a cut takes.
    func flags(of cut: ShareCut) -> [Bool] {
        var flags = [Bool](repeating: false, count: count)
        for row in descending.prefix(place(takingWeight: weight(of: cut))) { flags[row] = true }
        return flags
    }
}
