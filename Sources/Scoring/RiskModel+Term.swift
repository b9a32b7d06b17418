extension RiskModel {
    /// A term as the model weighs it.
    public struct Term: Sendable, Equatable {
        public var basis: BasisTerm
        /// The change of the linear predictor by scale.
        public var coefficient: Double
        public var mean: Double
        /// More than 0.
        public var scale: Double

        public init(_ basis: BasisTerm, coefficient: Double, mean: Double = 0, scale: Double = 1) {
            self.basis = basis
            self.coefficient = coefficient
            self.mean = mean
            self.scale = scale
        }

        /// What this value of the term adds to the linear predictor.
        func contribution(_ value: Double) -> Double { coefficient * (value - mean) / scale }
    }
}

extension RiskModel.Term: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, inputs, coefficient, mean, scale }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            BasisTerm(
                name: try container.decode(String.self, forKey: .name),
                inputs: try container.decode([BasisTerm.Input].self, forKey: .inputs)),
            coefficient: try container.decode(Double.self, forKey: .coefficient),
            mean: try container.decode(Double.self, forKey: .mean),
            scale: try container.decode(Double.self, forKey: .scale))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(basis.name, forKey: .name)
        try container.encode(basis.inputs, forKey: .inputs)
        try container.encode(coefficient, forKey: .coefficient)
        try container.encode(mean, forKey: .mean)
        try container.encode(scale, forKey: .scale)
    }
}
