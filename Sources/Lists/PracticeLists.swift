/// Everything that one practice, or one neighbourhood team, receives of a run: what a workbook holds.
public struct PracticeLists: Sendable, Equatable {
    public let place: ListPlace
    /// ISO dates.
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    /// A list a programme, in the run's order.
    public let lists: [ListDocument]
    /// Registered, living and not objecting. Those who object are counted in the headers and named nowhere.
    public let notScored: [PersonAndReason]

    public init(
        place: ListPlace, indexDate: String, runDate: String, isDemonstration: Bool, lists: [ListDocument],
        notScored: [PersonAndReason]
    ) {
        self.place = place
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.lists = lists
        self.notScored = notScored
    }

    /// Everybody of a practice who has no score, by reason: as its lists count them, or, where it has none, those who
    /// are named.
    public var unscored: [ListCounts.LeftOut] {
        if let header = lists.first?.header { return header.notScored }
        let people = Dictionary(grouping: notScored, by: \.why)
        return people.keys.sorted().map { .init(why: $0, people: people[$0]?.count ?? 0) }
    }

    /// What the run of the lists is called.
    var run: String? { lists.first?.header.run }

    /// That of the run: of a list that is not held, where there is one.
    var freshness: String? { (lists.first { !$0.header.isHeld } ?? lists.first)?.header.freshness }
}
