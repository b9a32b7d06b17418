/// A rule that leaves people out of a programme's lists: those on a caseload already.
public struct Exclusion: Sendable, Equatable {
    /// The programme whose caseload it is.
    public let caseload: String
    /// Why, in plain words, for a list's header.
    public let words: String

    public init(caseload: String, words: String) {
        self.caseload = caseload
        self.words = words
    }

    /// The rule that a programme has if it names none.
    static func own(_ programme: String) -> Exclusion {
        Exclusion(caseload: programme, words: "on the caseload of this programme already")
    }

    static func words(for caseload: String, of programme: String) -> String {
        caseload == programme ? own(programme).words : "on the caseload of \(caseload) already"
    }
}
