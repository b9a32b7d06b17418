import Scoring

/// What became of the features before the fit, in words for the model card: which came as they are, and the knots, caps and
/// logarithms of the others.
struct BasisWords {
    /// Forms in the order met, each with the features that took it.
    private var forms: [(words: String, features: [String])] = []
    private var products: [String] = []

    /// Features that a form names at most; of more, how many there are.
    private static let mostNamed = 12

    init(_ terms: [BasisTerm]) {
        for term in terms {
            guard term.inputs.count == 1, let input = term.inputs.first else {
                products.append(term.name)
                continue
            }
            add(input.feature, Self.words(input.transforms))
        }
    }

    /// None where every feature comes as it is.
    var paragraphs: [String] {
        guard !products.isEmpty || forms.contains(where: { $0.words != Self.asTheyAre }) else { return [] }
        let told = forms.map { "- \($0.words): \(Self.named($0.features))" }
        let multiplied = products.isEmpty ? [] : ["- products: \(Self.named(products))"]
        return ["The terms are made of the features so:", (told + multiplied).joined(separator: "\n")]
    }

    private mutating func add(_ feature: String, _ words: String) {
        if let place = forms.firstIndex(where: { $0.words == words }) {
            // The parts of a spline are one form.
            if !forms[place].features.contains(feature) { forms[place].features.append(feature) }
        } else {
            forms.append((words, [feature]))
        }
    }

    private static let asTheyAre = "as they are"

    private static func words(_ transforms: [Transform]) -> String {
        guard !transforms.isEmpty else { return asTheyAre }
        return transforms.map { transform in
            switch transform {
            case .spline(let knots, _):
                "the curved parts of a restricted cubic spline with knots at "
                    + knots.map(plain).joined(separator: ", ")
            case .log1p: "log1p, the logarithm of the value and one"
            case .missing: "whether it is missing"
            case .equals: "whether it is one value or word"
            case .cap, .above, .below, .steps: transform.description
            }
        }.joined(separator: ", then ")
    }

    private static func named(_ names: [String]) -> String {
        let rest = names.count - mostNamed
        return names.prefix(mostNamed).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static func plain(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}
