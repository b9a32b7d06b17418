/// A person who is not on a list, and why: who could not be scored, or who has left it.
public struct PersonAndReason: Sendable, Equatable {
    public let personID: String
    /// Plain words.
    public let why: String

    public init(personID: String, why: String) {
        self.personID = personID
        self.why = why
    }
}
