extension Grouping {
    /// The same with the rows of no level in the largest one, where they are so few that they could be worked out.
    ///
    /// Otherwise a level would have to be withheld for them: a handful of people of unknown sex would hide all men.
    ///
    /// - Parameters:
    ///   - lists: by list that is told of, whether it takes each row.
    ///   - counter: of the people of the rows.
    func poolingFew(_ lists: [[Bool]], of scored: ScoredOutcomes, _ counter: PersonCounter) -> Grouping {
        let unknown = codes.indices.filter { codes[$0] < 0 }
        let cells = lists.flatMap { RuleCells(rows: unknown, of: scored, taken: $0, counter).all }
        let isSafe = ([counter.count(unknown)] + cells).allSatisfy(DisclosureControl.isSafe)
        guard !isSafe, levels.count > 1, let largest else { return self }
        var named = levels
        named[largest] += ", or not known"
        return Grouping(name: name, levels: named, codes: codes.map { $0 < 0 ? Int32(largest) : $0 })
    }

    /// The level that most rows have, of equals the first.
    private var largest: Int? {
        var counts = [Int](repeating: 0, count: levels.count)
        for code in codes where code >= 0 { counts[Int(code)] += 1 }
        return counts.indices.max { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 > $1 }
    }
}
