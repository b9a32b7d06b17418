/// A source of the run, and how fresh it is.
public struct ListSource: Sendable, Equatable {
    public let name: String
    /// ISO dates; nil where they are not stated.
    public let extractedOn: String?
    public let completeTo: String?
    /// From the extract to the run; nil where the extraction date is not stated.
    public let ageInDays: Int?
    /// Whether the run went without it.
    public let isMissing: Bool
    /// Plain words, such as "nine days old"; nil where there is nothing to say.
    public let note: String?

    public init(
        name: String, extractedOn: String?, completeTo: String?, ageInDays: Int? = nil, isMissing: Bool = false,
        note: String?
    ) {
        self.name = name
        self.extractedOn = extractedOn
        self.completeTo = completeTo
        self.ageInDays = ageInDays
        self.isMissing = isMissing
        self.note = note
    }

    var ageWords: String {
        guard let ageInDays else { return isMissing ? "missing" : "not stated" }
        return ageInDays == 1 ? "1 day" : "\(ageInDays) days"
    }
}
