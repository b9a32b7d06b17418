/// How often a feature's values fell between given edges in the training population.
public struct ReferenceHistogram: Sendable, Equatable {
    public var feature: String
    /// Ascending; bin k holds values in (edge k - 1, edge k], the first all up to the first edge.
    public var edges: [Double]
    /// One more than the edges, the last for values over the last edge; rounded as what is released is.
    public var counts: [Int]

    public init(feature: String, edges: [Double], counts: [Int]) {
        self.feature = feature
        self.edges = edges
        self.counts = counts
    }

    /// The bin that a value falls in.
    public func bin(of value: Double) -> Int { edges.count { value > $0 } }
}

extension ReferenceHistogram: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case feature, edges, counts }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            feature: try container.decode(String.self, forKey: .feature),
            edges: try container.decode([Double].self, forKey: .edges),
            counts: try container.decode([Int].self, forKey: .counts))
    }
}
