extension RiskModel {
    /// The model as a person can check it with a calculator: the terms in their own units.
    public var formula: String {
        let constant = terms.reduce(intercept) { $0 - $1.coefficient * $1.mean / $1.scale }
        let used = terms.filter { $0.coefficient != 0 }
        let lines = used.map { term in
            let inputs = term.basis.inputs.map { input in
                input.transforms.isEmpty ? input.feature : "(\(input.feature): \(input.transforms.list))"
            }
            return "  + \(plain(term.coefficient / term.scale)) x \(inputs.joined(separator: " x "))"
        }
        let missing = features.filter { $0.missingAs != nil }.map {
            "  \($0.name) is \(plain($0.missingAs ?? 0)) where it is missing"
        }
        let words = features.filter { !$0.levels.isEmpty }.map { feature in
            "  \(feature.name) is " + feature.levels.enumerated().map { "\($0) for \($1)" }.joined(separator: ", ")
        }
        return
            (["\(name) \(version)", "", "\(scoreWords), where", "predictor = \(plain(constant))"] + lines
            + (missing + words).reduce(into: []) { $0.append($1) }).joined(separator: "\n") + "\n"
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

    /// The terms in their own units, as `CoefficientTable` reads them back.
    public var coefficientTable: [[String]] {
        let constant = terms.reduce(intercept) { $0 - $1.coefficient * $1.mean / $1.scale }
        return [["features", "transforms", "coefficient"], [CoefficientTable.intercept, "", "\(constant)"]]
            + terms.map { term in
                let inputs = term.basis.inputs
                return [
                    inputs.map(\.feature).joined(separator: " * "),
                    inputs.map(\.transforms.list).joined(separator: " * "), "\(term.coefficient / term.scale)",
                ]
            }
    }
}

extension [Transform] {
    /// As `Transform.list` reads them.
    var list: String { map(\.description).joined(separator: " then ") }
}
