import Tabular

/// The issue that a list is: what a practice receives, weekly or by hand, while runs are nightly.
public struct ListIssue: Sendable, Equatable {
    /// People of a list's place who entered and left since an issue.
    public struct Movement: Sendable, Equatable {
        public let entered: Int
        public let left: Int
        /// Those who left, by reason; empty in a list of an earlier version.
        public let reasons: [ListCounts.LeftOut]

        public init(entered: Int, left: Int, reasons: [ListCounts.LeftOut] = []) {
            self.entered = entered
            self.left = left
            self.reasons = reasons
        }
    }

    /// Of the run's lists together, from 1.
    public let number: Int
    /// An ISO date.
    public let date: String
    /// Whether the list is that issue. One between issues tells which was the last.
    public let isIssued: Bool
    /// Since the issue before, or between issues since the last; nil where that had no list of the programme.
    public let movement: Movement?

    public init(number: Int, date: String, isIssued: Bool, movement: Movement?) {
        self.number = number
        self.date = date
        self.isIssued = isIssued
        self.movement = movement
    }

    /// The same where nobody is told who came and left.
    public func withoutMovement(isIssued: Bool) -> ListIssue {
        ListIssue(number: number, date: date, isIssued: isIssued, movement: nil)
    }

    /// Which issue it is: `Issue 3 of 1 April 2025`.
    var words: String {
        let issue = "\(number) of \(DateWords.words(date))"
        return isIssued ? "Issue \(issue)" : "Not issued; the last was issue \(issue)"
    }

    /// Who came and left, in a sentence; nil where there is nothing to compare with.
    var movementWords: String? {
        movement.map { movement in
            "Since \(isIssued ? "the issue before" : "that issue"), \(Figure.count(movement.entered)) came onto this "
                + "list and \(Figure.count(movement.left)) left it."
        }
    }

    /// Why those left who did, in a sentence; nil where nobody did, or it is not known.
    var leavingWords: String? {
        guard let reasons = movement?.reasons, !reasons.isEmpty else { return nil }
        return reasons.map { "\(Figure.count($0.people)) \($0.why)" }.joined(separator: "; ")
    }
}
