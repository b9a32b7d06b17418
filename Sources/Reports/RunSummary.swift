/// What a run did, in numbers. They are exact here; `SummaryJSON` alone writes them, under disclosure control.
public struct RunSummary: Sendable {
    /// ISO dates.
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    public let registered: Int
    public let scored: Int
    public let programmes: [ProgrammeSummary]

    public init(
        indexDate: String, runDate: String, isDemonstration: Bool, registered: Int, scored: Int,
        programmes: [ProgrammeSummary]
    ) {
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.registered = registered
        self.scored = scored
        self.programmes = programmes
    }
}
