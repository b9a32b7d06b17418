/// A number with the interval in which 95% of its replicates lie.
public struct Estimate: Codable, Sendable, Equatable {
    /// nil where it cannot be computed.
    public var value: Double?
    /// The 2.5th and 97.5th percentiles; nil where too few replicates have the number.
    public var low: Double?
    public var high: Double?

    public init(value: Double?, low: Double? = nil, high: Double? = nil) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// Replicates that lack the number, as a small sample without an event does, are left out. There is no interval
    /// where that leaves fewer than nine tenths of them, or where they are all the same: of a group without an event
    /// the bootstrap knows nothing.
    init(_ value: Double, replicates: [Double]) {
        let finite = replicates.filter(\.isFinite).sorted()
        self.value = value.isFinite ? value : nil
        guard value.isFinite, !finite.isEmpty, 10 * finite.count >= 9 * replicates.count else { return }
        guard finite.first != finite.last else { return }
        low = Percentile.value(at: 0.025, ofSorted: finite)
        high = Percentile.value(at: 0.975, ofSorted: finite)
    }
}
