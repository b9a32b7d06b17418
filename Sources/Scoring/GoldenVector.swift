/// A made-up row, never a person's, and the linear predictor that every reader of the model must find for it.
public struct GoldenVector: Sendable, Equatable {
    /// The largest difference allowed.
    public static let tolerance = 1e-9

    /// p values in the order of the model's features.
    public var values: [Double]
    public var linearPredictor: Double

    public init(values: [Double], linearPredictor: Double) {
        self.values = values
        self.linearPredictor = linearPredictor
    }
}

extension GoldenVector: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case values
        case linearPredictor = "linear_predictor"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            values: try container.decode([Double].self, forKey: .values),
            linearPredictor: try container.decode(Double.self, forKey: .linearPredictor))
    }
}
