/// What a reader must know of a list before its rows.
public struct ListHeader: Sendable, Equatable {
    public let programme: ListProgramme
    public let place: ListPlace
    /// ISO dates.
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    public let modelName: String
    public let modelVersion: String
    /// Exact numbers of the people of this list's place: eligible = shown + left out + below the line.
    public let counts: ListCounts
    public let sources: [ListSource]
    /// Plain words, such as features that this run could not compute.
    public let notes: [String]

    public init(
        programme: ListProgramme, place: ListPlace, indexDate: String, runDate: String, isDemonstration: Bool,
        modelName: String, modelVersion: String, counts: ListCounts, sources: [ListSource], notes: [String]
    ) {
        self.programme = programme
        self.place = place
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.modelName = modelName
        self.modelVersion = modelVersion
        self.counts = counts
        self.sources = sources
        self.notes = notes
    }
}
