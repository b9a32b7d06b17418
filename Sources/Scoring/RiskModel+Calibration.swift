import Glibc

extension RiskModel {
    /// A correction of the linear predictor on its way to a score, found on a later population. It changes no ranks:
    /// they are by the linear predictor before it.
    public enum Calibration: Sendable, Equatable {
        case identity
        /// intercept + slope x eta, slope more than 0, before the link.
        case linear(intercept: Double, slope: Double)
        /// The risk itself, in the place of the link: straight between points (eta, risk), level beyond the outer ones.
        /// Predictors ascend, risks do not fall and are from 0 to 1.
        case isotonic(predictors: [Double], risks: [Double])
    }

    /// The score of a linear predictor, calibrated: a risk between 0 and 1, or points. NaN of NaN.
    public func score(_ linearPredictor: Double) -> Double {
        switch calibration {
        case .identity: linked(linearPredictor)
        case .linear(let intercept, let slope): linked(intercept + slope * linearPredictor)
        case .isotonic(let predictors, let risks):
            PiecewiseLine.value(at: linearPredictor, inputs: predictors, values: risks)
        }
    }

    private func linked(_ linearPredictor: Double) -> Double {
        switch link {
        case .logit: 1 / (1 + exp(-linearPredictor))
        case .identity: linearPredictor
        }
    }
}

extension RiskModel.Calibration: Codable {
    private enum Method: String, CaseIterable, Codable {
        case identity, linear, isotonic

        var keys: [Keys] {
            switch self {
            case .identity: []
            case .linear: [.intercept, .slope]
            case .isotonic: [.predictors, .risks]
            }
        }
    }

    private enum Keys: String, CodingKey, CaseIterable { case method, intercept, slope, predictors, risks }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let method = try container.choice(Method.self, forKey: .method)
        try decoder.refuseKeys(otherThan: [Keys.method] + method.keys)
        switch method {
        case .identity:
            self = .identity
        case .linear:
            self = .linear(
                intercept: try container.decode(Double.self, forKey: .intercept),
                slope: try container.decode(Double.self, forKey: .slope))
        case .isotonic:
            self = .isotonic(
                predictors: try container.decode([Double].self, forKey: .predictors),
                risks: try container.decode([Double].self, forKey: .risks))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .identity:
            try container.encode(Method.identity, forKey: .method)
        case .linear(let intercept, let slope):
            try container.encode(Method.linear, forKey: .method)
            try container.encode(intercept, forKey: .intercept)
            try container.encode(slope, forKey: .slope)
        case .isotonic(let predictors, let risks):
            try container.encode(Method.isotonic, forKey: .method)
            try container.encode(predictors, forKey: .predictors)
            try container.encode(risks, forKey: .risks)
        }
    }
}
