/// Everything that one practice, or one neighbourhood team, receives of a run: what a workbook holds.
public struct PracticeLists: Sendable, Equatable {
    /// A person whom the run could not score.
    public struct NotScored: Sendable, Equatable {
        public let personID: String
        /// Plain words.
        public let why: String

        public init(personID: String, why: String) {
            self.personID = personID
            self.why = why
        }
    }

    public let place: ListPlace
    /// ISO dates.
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    /// A list a programme, in the run's order.
    public let lists: [ListDocument]
    /// Registered, living and not objecting. Those who object are counted in the headers and named nowhere.
    public let notScored: [NotScored]

    public init(
        place: ListPlace, indexDate: String, runDate: String, isDemonstration: Bool, lists: [ListDocument],
        notScored: [NotScored]
    ) {
        self.place = place
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.lists = lists
        self.notScored = notScored
    }
}
