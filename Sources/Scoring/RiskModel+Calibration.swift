extension RiskModel {
    /// A correction of the linear predictor before the link, found on a later population. It changes no ranks.
    public enum Calibration: Sendable, Equatable {
        case identity
        /// intercept + slope x eta, slope more than 0.
        case linear(intercept: Double, slope: Double)

        func callAsFunction(_ linearPredictor: Double) -> Double {
            switch self {
            case .identity: linearPredictor
            case .linear(let intercept, let slope): intercept + slope * linearPredictor
            }
        }
    }
}

extension RiskModel.Calibration: Codable {
    private enum Method: String, CaseIterable, Codable { case identity, linear }

    private enum IdentityKeys: String, CodingKey, CaseIterable { case method }

    private enum LinearKeys: String, CodingKey, CaseIterable { case method, intercept, slope }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: LinearKeys.self)
        switch try container.choice(Method.self, forKey: .method) {
        case .identity:
            try decoder.refuseKeys(otherThan: IdentityKeys.self)
            self = .identity
        case .linear:
            try decoder.refuseKeys(otherThan: LinearKeys.self)
            self = .linear(
                intercept: try container.decode(Double.self, forKey: .intercept),
                slope: try container.decode(Double.self, forKey: .slope))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: LinearKeys.self)
        switch self {
        case .identity:
            try container.encode(Method.identity, forKey: .method)
        case .linear(let intercept, let slope):
            try container.encode(Method.linear, forKey: .method)
            try container.encode(intercept, forKey: .intercept)
            try container.encode(slope, forKey: .slope)
        }
    }
}
