extension RiskModel {
    /// The model as a person can check it with a calculator: the terms in their own units.
    public var formula: String {
        let constant = terms.reduce(intercept) { $0 - $1.coefficient * $1.mean / $1.scale }
        let used = terms.filter { $0.coefficient != 0 }
        let named = Dictionary(uniqueKeysWithValues: features.map { ($0.name, $0) })
        let lines = used.map { term in
            let weight = term.coefficient / term.scale
            let inputs = term.basis.inputs.map { $0.words(named[$0.feature]) }.joined(separator: " x ")
            return "  \(weight < 0 ? "-" : "+") \(plain(weight.magnitude)) x \(inputs)"
        }
        let known = offset.map { ["  + \($0), the offset"] } ?? []
        let missing = features.compactMap { feature in
            feature.missingAs.map { "  \(feature.name) is \(feature.words(of: $0)) where it is missing" }
        }
        let head = ["\(name) \(version)", "", "\(scoreWords), where", "predictor = \(plain(constant))"]
        return (head + lines + known + missing + Self.meanings(used)).joined(separator: "\n") + "\n"
    }

    /// What each transform of the terms does to a value v, once.
    private static func meanings(_ terms: [Term]) -> [String] {
        var told: [String] = []
        for transform in terms.lazy.flatMap(\.basis.inputs).flatMap(\.transforms) {
            guard let meaning = transform.meaning else { continue }
            let line = "  \(transform) of v is \(meaning)"
            if !told.contains(line) { told.append(line) }
        }
        let hasPart = told.contains { $0.contains("[") }
        return told + (hasPart ? ["  [y] is y where it is above 0, else 0"] : [])
    }

    private var scoreWords: String {
        let inner: String
        switch calibration {
        case .identity: inner = "predictor"
        case .linear(let intercept, let slope): inner = "\(plain(intercept)) + \(plain(slope)) x predictor"
        case .isotonic(let predictors, let risks):
            return "risk = on straight lines between (predictor: risk) "
                + zip(predictors, risks).map { "(\(plain($0)): \(plain($1)))" }.joined(separator: " ")
        }
        return link == .logit ? "risk = 1 / (1 + exp(-(\(inner))))" : "points = \(inner)"
    }
}

extension RiskModel.Feature {
    /// A value of it: a word where it is of words, or none of them.
    fileprivate func words(of value: Double) -> String {
        guard !levels.isEmpty else { return plain(value) }
        return Int(exactly: value).flatMap { levels.indices.contains($0) ? levels[$0] : nil } ?? "none of its words"
    }
}

extension BasisTerm.Input {
    /// The transforms as `CoefficientTable` has them: `is ex`, `cap 10 then log1p`.
    func transformWords(_ feature: RiskModel.Feature?) -> String {
        if transforms.count == 1, case .equals(let value) = transforms[0], let levels = feature?.levels,
            let place = Int(exactly: value), levels.indices.contains(place)
        {
            return "is \(levels[place])"
        }
        return transforms.list
    }

    /// `age`, `(visits: cap 10 then log1p)`, `(smoking: is ex)`.
    fileprivate func words(_ feature: RiskModel.Feature?) -> String {
        if transforms.isEmpty { return self.feature }
        return "(\(self.feature): \(transformWords(feature)))"
    }
}

extension Transform {
    /// As a calculator has it; nil where the words say it.
    fileprivate var meaning: String? {
        switch self {
        case .log1p: "ln(1 + [v])"
        case .cap(let most): "the smaller of v and \(plain(most))"
        case .above(let knot): "[v - \(plain(knot))]"
        case .below(let knot): "[\(plain(knot)) - v]"
        case .spline(let knots, let part): Self.meaning(knots.map(plain), part)
        case .equals, .missing: nil
        case .steps(let edges, let values):
            (["\(plain(values[0])) below \(plain(edges[0]))"]
                + zip(edges, values.dropFirst()).map { "\(plain($1)) from \(plain($0))" }).joined(separator: ", ")
        }
    }

    private static func meaning(_ knots: [String], _ part: Int) -> String {
        let (own, first, next, last) = (knots[part], knots[0], knots[knots.count - 2], knots[knots.count - 1])
        return "([v - \(own)]^3 - ([v - \(next)]^3 x (\(last) - \(own)) - [v - \(last)]^3 x (\(next) - \(own))) / "
            + "(\(last) - \(next))) / (\(last) - \(first))^2"
    }
}

extension [Transform] {
    /// As `Transform.list` reads them.
    var list: String { map(\.description).joined(separator: " then ") }
}
