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
        let seed = seed
        return await concurrentMap(replicates / PersonWeights.lanes, threads: threads) { group in
            BootstrapPass(sample, draws: PersonWeights(seed: seed, group: group)).replicates(of: sample)
        }.flatMap { $0 }
    }

    /// The same draws on one thread, for work that is shared out above it.
    var alone: Bootstrap { Bootstrap(replicates: replicates, seed: seed, threads: 1) }

    var facts: ModelEvaluation.BootstrapFacts {
        .init(replicates: replicates, seed: seed, unit: "person", level: 0.95)
    }
}
