/// Draws people with replacement, all rows of a person together, and measures each replicate.
///
/// A replicate's sums are added in the order of the rows, and its draws depend on seed, replicate and person alone: the
/// same bytes on any number of threads, and the same people in a replicate of another model or of a subgroup, so that
/// differences are paired.
public struct Bootstrap: Sendable {
    /// A multiple of 8: replicates are computed eight at a time.
    public let replicates: Int
    public let seed: UInt64
    public let threads: Int

    /// Enough for 95% percentile intervals that a second seed moves by a few hundredths of their width.
    public static let usualReplicates = 400

    /// - Parameter replicates: rounded up to a multiple of 8; 0 gives no intervals.
    public init(replicates: Int = usualReplicates, seed: UInt64 = 1, threads: Int) {
        precondition(replicates >= 0 && threads >= 1)
        self.replicates = (replicates + 7) / 8 * 8
        self.seed = seed
        self.threads = threads
    }

    /// In the order of their numbers.
    func replicates(of sample: BootstrapSample) async -> [Replicate] {
        let groups = replicates / PersonWeights.lanes
        let (seed, threads) = (seed, threads)
        let parts = await withTaskGroup(of: [(Int, [Replicate])].self) { tasks in
            for thread in 0..<threads {
                tasks.addTask {
                    stride(from: thread, to: groups, by: threads).map { group in
                        let draws = PersonWeights(seed: seed, group: group)
                        return (group, BootstrapPass(sample, draws: draws).replicates(of: sample))
                    }
                }
            }
            return await tasks.reduce(into: []) { $0 += $1 }
        }
        return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
}
