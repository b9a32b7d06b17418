/// What a run knows of the data that it was given.
public struct QualityAccount: Sendable {
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    public let sources: [SourceQuality]
    public let people: PeopleAccount
    /// Persons registered and scored, by practice code.
    public let practices: [PracticeCount]
    /// Features that this run cannot compute, each with the reason.
    public let unavailableFeatures: [String: String]
    /// Of each model that keeps what its people looked like.
    public let drift: [ModelDrift]
    /// Sources and files that the run goes without, in sentences.
    public let absences: [String]

    public struct PracticeCount: Sendable, Equatable {
        public let code: String
        public let name: String
        public let registered: Int
        public let scored: Int

        public init(code: String, name: String, registered: Int, scored: Int) {
            self.code = code
            self.name = name
            self.registered = registered
            self.scored = scored
        }
    }

    public init(
        indexDate: String, runDate: String, isDemonstration: Bool, sources: [SourceQuality], people: PeopleAccount,
        practices: [PracticeCount], unavailableFeatures: [String: String], drift: [ModelDrift],
        absences: [String]
    ) {
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.sources = sources
        self.people = people
        self.practices = practices
        self.unavailableFeatures = unavailableFeatures
        self.drift = drift
        self.absences = absences
    }
}
