/// The programme that a list is of.
public struct ListProgramme: Sendable, Equatable {
    public let id: String
    public let title: String
    /// How many are taken, in plain words.
    public let rule: String

    /// What the risk is the risk of, in plain words; nil where the programme does not say.
    public let riskOf: String?

    public init(id: String, title: String, rule: String, riskOf: String? = nil) {
        self.id = id
        self.title = title
        self.rule = rule
        self.riskOf = riskOf
    }
}
