/// The programme that a list is of.
public struct ListProgramme: Sendable, Equatable {
    /// What the number of a person is.
    public enum Scale: String, Sendable {
        /// A probability, from 0 to 1.
        case risk
        /// Points of a score.
        case points
    }

    public let id: String
    public let title: String
    /// How many are taken, in plain words.
    public let rule: String

    /// What the risk is the risk of, in plain words; nil where the programme does not say.
    public let riskOf: String?
    public let scale: Scale

    public init(id: String, title: String, rule: String, riskOf: String? = nil, scale: Scale = .risk) {
        self.id = id
        self.title = title
        self.rule = rule
        self.riskOf = riskOf
        self.scale = scale
    }
}
