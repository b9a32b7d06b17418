extension RiskModel {
    /// A feature as the model uses it.
    public struct Feature: Sendable, Equatable {
        public var name: String
        /// The change of the linear predictor by scale.
        public var coefficient: Double
        public var mean: Double
        /// More than 0.
        public var scale: Double
        public var transform: Transform
        /// The fingerprint of the definition that the model was trained with (`FeatureColumn.fingerprint`).
        public var fingerprint: String

        public init(
            name: String, coefficient: Double, mean: Double = 0, scale: Double = 1, transform: Transform = .identity,
            fingerprint: String
        ) {
            self.name = name
            self.coefficient = coefficient
            self.mean = mean
            self.scale = scale
            self.transform = transform
            self.fingerprint = fingerprint
        }

        /// What this value adds to the linear predictor.
        func contribution(_ value: Double) -> Double { coefficient * (transform(value) - mean) / scale }
    }
}

extension RiskModel.Feature: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, coefficient, mean, scale, transform, fingerprint
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            coefficient: try container.decode(Double.self, forKey: .coefficient),
            mean: try container.decode(Double.self, forKey: .mean),
            scale: try container.decode(Double.self, forKey: .scale),
            transform: try container.choice(RiskModel.Transform.self, forKey: .transform),
            fingerprint: try container.decode(String.self, forKey: .fingerprint))
    }
}
