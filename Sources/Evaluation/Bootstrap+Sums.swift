extension Bootstrap {
    /// Estimates that are functions of sums over rows, all rows of a person drawn together.
    ///
    /// - Parameters:
    ///   - persons: a key for each row.
    ///   - rows: n rows of p numbers.
    ///   - measures: q numbers from the p sums; one that is not finite cannot be computed.
    /// - Returns: q estimates; none has an interval where there are no rows.
    func estimates(
        persons: [UInt64], rows: [[Double]], measures: @escaping @Sendable ([Double]) -> [Double]
    ) async -> [Estimate] {
        precondition(persons.count == rows.count)
        let width = rows.first?.count ?? 0
        let values = rows.flatMap { $0 }
        let point = measures((0..<width).map { column in rows.reduce(0) { $0 + $1[column] } })
        guard width > 0 else { return point.map { Estimate($0, replicates: []) } }
        let seed = seed
        let replicates = await concurrentMap(replicates / PersonWeights.lanes, threads: threads) { group in
            let draws = PersonWeights(seed: seed, group: group)
            var sums = [SIMD8<Double>](repeating: .zero, count: width)
            for (row, person) in persons.enumerated() {
                let counts = SIMD8<Double>(draws.counts(person))
                for column in 0..<width { sums[column] += counts * values[row * width + column] }
            }
            return (0..<PersonWeights.lanes).map { lane in measures(sums.map { $0[lane] }) }
        }.flatMap { $0 }
        return point.indices.map { place in Estimate(point[place], replicates: replicates.map { $0[place] }) }
    }
}
