/// What an evaluation of a programme's lists is made of: people by the part that they have in it.
public struct ImpactInput: Sendable {
    public var question: ImpactEvaluation.Question
    /// Whoever came on to a list in the period, once, by their first.
    public var listed: [FollowedPerson]
    /// Nil where the programme kept no hold-out in the period.
    public var trial: Trial?
    /// Those listed with controls who were on no list by then.
    public var matching: ControlMatching
    /// Everybody near the line at each issue who was on no list before.
    public var line: [LinePerson]
    /// Nil where there is no day before the first issue that could serve.
    public var earlier: Earlier?
    /// Those next in rank at the first issue who were on no list of the period; empty where all were.
    public var unlisted: [FollowedPerson]
    /// The keys of those who came on to a list at some time in the days followed, of all who were compared.
    public var listedLater: Set<UInt64>
    /// Where the people of the lists went.
    public var accounts: [(name: String, people: Int)]
    /// What cannot be told, in sentences.
    public var limits: [String]

    /// Those who came on to a list while a hold-out was kept, and those who would have and were drawn by lot not to.
    public struct Trial: Sendable {
        public var listed: [FollowedPerson]
        public var heldOut: [FollowedPerson]

        public init(listed: [FollowedPerson], heldOut: [FollowedPerson]) {
            self.listed = listed
            self.heldOut = heldOut
        }
    }

    /// The same rule applied to as many days when there was no list.
    public struct Earlier: Sendable {
        /// The first and the last of the days.
        public var from: String
        public var to: String
        /// Whom it would have chosen.
        public var chosen: [FollowedPerson]
        public var matching: ControlMatching
        /// Those next in rank on the first of the days whom it would not have chosen on any.
        public var unlisted: [FollowedPerson]

        public init(
            from: String, to: String, chosen: [FollowedPerson], matching: ControlMatching,
            unlisted: [FollowedPerson] = []
        ) {
            self.from = from
            self.to = to
            self.chosen = chosen
            self.matching = matching
            self.unlisted = unlisted
        }
    }

    public init(question: ImpactEvaluation.Question, listed: [FollowedPerson]) {
        self.question = question
        self.listed = listed
        matching = ControlMatching()
        line = []
        unlisted = []
        listedLater = []
        accounts = []
        limits = []
    }
}
