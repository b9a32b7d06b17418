/// What can be wrong with a programme beyond the shape of its settings.
enum ProgrammeProblem: Equatable {
    case fileName
    case selection
    case placesOfNobody
    case caseloadTwice
    case oneExclusion
    case unknownWord(String, key: String, catalogue: String, attributes: [String])
    case unknownAttribute(String, key: String, attributes: [String])
    case needsRisk(String)
    case needsPoints
    case bandEnds
    case unknownField(String, features: [String], attributes: [String])
    case featureNeedsNumber(String)
    case featureIsNoText(String)
    case featureMissing(String)
    case attributeHasNoOrder(String)
    case codeList(String)

    var sentence: String {
        switch self {
        case .fileName: "a programme's file is named for it: \(Programme.nameRule), then .yaml"
        case .selection: "\"select\" must have exactly one of: \(Programme.selectionKeys.joined(separator: ", "))"
        case .placesOfNobody: "places_of: says whose places per_practice counts; nothing else has places"
        case .oneExclusion: "an exclusion has exactly one of: caseload, where"
        case .unknownWord(let word, let key, let catalogue, let attributes):
            "\(key): \"\(word)\" is no feature of the catalogue \(catalogue) or of this programme, and no registration "
                + "fact; those are: \(Self.listed(attributes))"
        case .unknownAttribute(let word, let key, let attributes):
            "\(key): \"\(word)\" is no registration fact; those are: \(Self.listed(attributes))"
        case .needsRisk(let key): "\(key): the model gives points, and this asks for a risk"
        case .needsPoints: "points_at_least: the model gives a risk; ask for risk_at_least"
        case .caseloadTwice: "this caseload stands above already: name each once"
        case .bandEnds: "the ends of bands (\"to\") must ascend, and the last must be 100%"
        case .unknownField(let field, let features, let attributes):
            "eligible: unknown field \"\(field)\"; registration facts: \(Self.listed(attributes)); "
                + "features of this run: \(Self.listed(features))"
        case .featureNeedsNumber(let field): "eligible: \"\(field)\" is a number: compare it with numbers"
        case .featureIsNoText(let field):
            "eligible: \"\(field)\" is a number: use one of = != < <= > >= in, not in"
        case .featureMissing(let field):
            "eligible: \"\(field)\" is a feature, which is never missing: compare it with a number"
        case .attributeHasNoOrder(let field):
            "eligible: \"\(field)\" is a text, which has no order: "
                + "use one of = != in, not in, starts with, is missing, is given"
        case .codeList(let field):
            "eligible: code lists are for features: write the values of \"\(field)\" out, as in [a, b]"
        }
    }

    private static func listed(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
    }
}
