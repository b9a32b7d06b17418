/// What practices received on one day: the lists of a run that is an issue.
public struct LedgerIssue: Sendable, Equatable {
    /// From 1.
    public let number: Int
    /// The run's id.
    public let run: String
    /// The run date, ISO.
    public let date: String
    /// In the order of the run.
    public let programmes: [LedgerProgramme]

    public init(number: Int, run: String, date: String, programmes: [LedgerProgramme]) {
        self.number = number
        self.run = run
        self.date = date
        self.programmes = programmes
    }
}
