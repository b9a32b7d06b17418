/// Whether a programme's lists helped, as `impact.json` holds it: aggregates, safe to release.
///
/// Counts are under `DisclosureControl`; a key that is left out was suppressed, or cannot be computed.
public struct ImpactEvaluation: ReleasedDocument, Sendable, Equatable {
    public static let currentFormat = 1

    public var formatVersion: Int
    public var question: Question
    public var disclosureControl: String
    public var bootstrap: ModelEvaluation.BootstrapFacts
    public var listed: Arm
    /// The naive before and after.
    public var naive: ImpactEffect
    public var earlier: Earlier?
    /// In the order of `Method`.
    public var findings: [Finding]
    /// Of the matched pairs; empty where there are too few.
    public var balance: [BalanceLine]
    public var accounts: [ModelEvaluation.NamedCount]
    public var limits: [String]

    /// What was asked.
    public struct Question: Codable, Sendable, Equatable {
        public var programme: String
        public var title: String
        /// What the events are, in plain words.
        public var outcome: String
        public var from: String
        public var to: String
        /// Issues in the period.
        public var issues: Int
        /// Days before and from an index day on.
        public var days: Int
        public var isSynthetic: Bool

        public init(
            programme: String, title: String, outcome: String, from: String, to: String, issues: Int, days: Int,
            isSynthetic: Bool
        ) {
            self.programme = programme
            self.title = title
            self.outcome = outcome
            self.from = from
            self.to = to
            self.issues = issues
            self.days = days
            self.isSynthetic = isSynthetic
        }
    }

    /// A group of people.
    public struct Arm: Codable, Sendable, Equatable {
        public var people: Int?
        /// Events a person.
        public var before: Double?
        public var after: Double?
        /// The share who died.
        public var died: Double?
    }

    /// The most trustworthy first.
    public enum Method: String, Codable, Sendable, CaseIterable {
        case holdOut = "hold_out"
        case discontinuity
        case matchedControls = "matched_controls"
        case earlierGroup = "earlier_group"
    }

    public struct Finding: Codable, Sendable, Equatable {
        public var method: Method
        public var effect: ImpactEffect
        public var listed: Arm
        public var compared: Arm
        /// Of those compared with, the share who came on to a list all the same while they were followed.
        public var listedLater: Double?
    }

    /// The same rule on days when there was no list: what no effect looks like.
    public struct Earlier: Codable, Sendable, Equatable {
        public var from: String
        public var to: String
        public var chosen: Arm
        public var naive: ImpactEffect
        /// Matched controls where there is nothing to find.
        public var matchedControls: ImpactEffect
        /// By how much the ratio of events after to events before changed, from then to the period, among those next in
        /// rank who were on no list: 0 is no change. The earlier group's is taken by as much more; nil where it is not.
        public var trend: Estimate?
    }

    public struct BalanceLine: Codable, Sendable, Equatable {
        public var name: String
        public var listed: Double?
        public var controls: Double?
        public var standardisedDifference: Double?
    }
}

extension ImpactEvaluation.Arm {
    /// - Parameter whole: people of whom these are a part, and of whom as much is told: what is left of them must not be
    ///   few either.
    init(_ people: [FollowedPerson], within whole: [FollowedPerson] = []) {
        let own = Cells(people)
        let rest = whole.isEmpty ? Cells([]) : Cells(whole).less(own)
        self.people = DisclosureControl.released(own.people)
        guard own.isSafe, rest.isSafe, !people.isEmpty else { return }
        let count = Double(own.people)
        before = Double(people.reduce(0) { $0 + $1.before }) / count
        after = Double(people.reduce(0) { $0 + $1.after }) / count
        if DisclosureControl.isSafe(own.died), DisclosureControl.isSafe(rest.died) { died = Double(own.died) / count }
    }

    /// Whether anything beyond their number may be told of them.
    static func isTold(_ people: [FollowedPerson]) -> Bool { !people.isEmpty && Cells(people).isSafe }

    /// Numbers of people that rates could be traced back to.
    private struct Cells {
        var people, withBefore, withAfter, died: Int

        init(_ people: [FollowedPerson]) {
            self.people = people.count
            withBefore = people.count { $0.before > 0 }
            withAfter = people.count { $0.after > 0 }
            died = people.count(where: \.hasDied)
        }

        func less(_ part: Cells) -> Cells {
            var rest = self
            rest.people -= part.people
            rest.withBefore -= part.withBefore
            rest.withAfter -= part.withAfter
            rest.died -= part.died
            return rest
        }

        var isSafe: Bool {
            [people, withBefore, withAfter, people - withAfter].allSatisfy(DisclosureControl.isSafe)
        }
    }
}
