extension Transform: Codable {
    /// What each is called in a model file, and the keys it has beside `method`.
    private enum Method: String, CaseIterable, Codable {
        case log1p, cap, above, below, spline, equals, missing, steps

        var keys: [Keys] {
            switch self {
            case .log1p, .missing: []
            case .cap: [.most]
            case .above, .below: [.knot]
            case .spline: [.knots, .part]
            case .equals: [.value]
            case .steps: [.edges, .values]
            }
        }
    }

    private enum Keys: String, CodingKey, CaseIterable {
        case method, most, knot, knots, part, value, edges, values
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let method = try container.choice(Method.self, forKey: .method)
        try decoder.refuseKeys(otherThan: [Keys.method] + method.keys)
        switch method {
        case .log1p: self = .log1p
        case .missing: self = .missing
        case .cap: self = .cap(most: try container.decode(Double.self, forKey: .most))
        case .above: self = .above(knot: try container.decode(Double.self, forKey: .knot))
        case .below: self = .below(knot: try container.decode(Double.self, forKey: .knot))
        case .equals: self = .equals(try container.decode(Double.self, forKey: .value))
        case .spline:
            self = .spline(
                knots: try container.decode([Double].self, forKey: .knots),
                part: try container.decode(Int.self, forKey: .part))
        case .steps:
            self = .steps(
                edges: try container.decode([Double].self, forKey: .edges),
                values: try container.decode([Double].self, forKey: .values))
        }
        if let problem { throw FileProblem.shape(expected: problem, path: decoder.codingPath) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(method, forKey: .method)
        switch self {
        case .log1p, .missing: break
        case .cap(let most): try container.encode(most, forKey: .most)
        case .above(let knot), .below(let knot): try container.encode(knot, forKey: .knot)
        case .equals(let value): try container.encode(value, forKey: .value)
        case .spline(let knots, let part):
            try container.encode(knots, forKey: .knots)
            try container.encode(part, forKey: .part)
        case .steps(let edges, let values):
            try container.encode(edges, forKey: .edges)
            try container.encode(values, forKey: .values)
        }
    }

    private var method: Method {
        switch self {
        case .log1p: .log1p
        case .cap: .cap
        case .above: .above
        case .below: .below
        case .spline: .spline
        case .equals: .equals
        case .missing: .missing
        case .steps: .steps
        }
    }
}
