/// A source of the run, and how fresh it is.
public struct ListSource: Sendable, Equatable {
    public let name: String
    /// ISO dates; nil where they are not stated.
    public let extractedOn: String?
    public let completeTo: String?
    /// Plain words, such as "nine days old"; nil where there is nothing to say.
    public let note: String?

    public init(name: String, extractedOn: String?, completeTo: String?, note: String?) {
        self.name = name
        self.extractedOn = extractedOn
        self.completeTo = completeTo
        self.note = note
    }
}
