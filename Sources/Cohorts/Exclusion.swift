import Configuration

/// A rule that leaves people out of a programme's lists.
public struct Exclusion: Sendable, Equatable {
    public enum Rule: Sendable, Equatable {
        /// Of whom this holds, in the words that `eligible` has.
        case condition(Condition)
        /// On the caseload of a programme.
        case caseload(String)
        /// Found unsuitable for this programme at their last review, in so many days.
        case unsuitable(days: Int)
        /// Known tonight to have died or left since the index date. Every programme has it, as its last.
        case diedOrLeft
        /// Drawn by lot to be left out. It comes after all others: whom it alone leaves out would be on a list.
        case heldOut(HoldOut)
    }

    public let rule: Rule
    /// Why, in plain words, for a list's header.
    public let words: String

    public init(caseload: String, words: String) {
        self.init(rule: .caseload(caseload), words: words)
    }

    public init(unsuitableForDays days: Int) {
        self.init(rule: .unsuitable(days: days), words: "found unsuitable at a review in the last \(days) days")
    }

    public init(condition: Condition, words: String) {
        self.init(rule: .condition(condition), words: words)
    }

    public init(heldOut holdOut: HoldOut) {
        self.init(
            rule: .heldOut(holdOut), words: "drawn by lot to be left out, so that it can be told whether the list helps"
        )
    }

    private init(rule: Rule, words: String) {
        self.rule = rule
        self.words = words
    }

    static let diedOrLeft = Exclusion(rule: .diedOrLeft, words: "died or left since the index date")

    /// The rule that a programme has if it names none.
    static func own(_ programme: String) -> Exclusion {
        Exclusion(caseload: programme, words: "on the caseload of this programme already")
    }

    static func words(for caseload: String, of programme: String) -> String {
        caseload == programme ? own(programme).words : "on the caseload of \(caseload) already"
    }
}
