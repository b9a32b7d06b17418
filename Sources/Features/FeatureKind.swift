/// What a feature looks at, by the key that tells it, and the other keys that may stand beside that.
enum FeatureKind: String, CaseIterable {
    case events = "table"
    case value
    case condition
    case groups
    case sum = "sum_of"
    case difference = "difference_of"
    case ratio = "ratio_of"
    case test = "where"

    private static let always = ["name", "for_each", "reason", "detail", "family"]
    private static let windows = ["window", "windows", "ends", "gap"]

    var keys: [String] {
        switch self {
        case .events:
            Self.always + ["table", "where", "where_given", "state", "take", "default"] + Self.windows + Take.allKeys
        case .value: Self.always + ["value", "below", "above", "default"]
        case .condition: Self.always + ["condition"] + Self.windows
        case .groups: Self.always + ["groups", "supersedes"] + Self.windows
        case .sum: Self.always + ["sum_of"]
        case .difference: Self.always + ["difference_of"]
        case .ratio: Self.always + ["ratio_of", "default"]
        case .test: Self.always + ["where"]
        }
    }

    static let allKeys = [
        "name", "for_each", "value", "below", "above", "default", "table", "where", "where_given", "window",
        "windows", "ends", "gap", "state", "take", "field", "characters", "list", "tie", "at_most", "days", "half_life",
        "condition", "groups", "supersedes", "sum_of", "difference_of", "ratio_of", "reason", "detail",
        "family",
    ]

    /// How the rows of a table become a number.
    enum Take: String, CaseIterable {
        case rows, days, distinct, any, sum, least, greatest, mean, latest, earliest, change, decayed
        case daysSince = "days_since"
        case daysPast = "days_past"
        case nights
        case within

        static let allKeys = ["field", "characters", "list", "tie", "at_most", "days", "half_life"]

        /// The keys that it has a use for.
        var keys: [String] {
            switch self {
            case .rows, .days, .any, .nights: []
            case .distinct: ["field", "characters"]
            case .sum, .least, .greatest, .mean: ["field", "default"]
            case .latest, .earliest: ["field", "list", "tie", "default"]
            case .change: ["field", "tie", "default"]
            case .decayed: ["half_life", "field"]
            case .daysSince: ["at_most", "default"]
            case .daysPast: ["field"]
            case .within: ["days"]
            }
        }
    }
}
