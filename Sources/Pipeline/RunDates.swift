import Records

/// The dates of a run, which are inputs: nothing after this reads a clock.
public struct RunDates: Sendable, Equatable {
    /// Features see what is before it.
    public let index: Day
    /// The day on which the run is made: what has happened by then is known of everybody.
    public let run: Day
    /// Whether the run date is a real night's. A back-test's is its index date: extracts may then be later, and
    /// nothing dated after it is looked at.
    public let isTonight: Bool

    /// The last day whose deaths and departures are known. A back-test knows of none on its index date or after.
    var knownTo: Day { isTonight ? run : index.adding(days: -1) }

    /// The dates of a command that looks back from a day, with extracts that may be later.
    init(backTestOn day: Day) {
        (index, run, isTonight) = (day, day, false)
    }

    /// The dates of a real night's run.
    init(index: Day, run: Day) {
        (self.index, self.run, isTonight) = (index, run, true)
    }

    /// - Parameters:
    ///   - indexDate: `YYYY-MM-DD`, or `today`.
    ///   - runDate: `YYYY-MM-DD`; nil makes it the index date.
    /// - Throws: `PipelineError.notADate`.
    public init(indexDate: String, runDate: String?) throws {
        guard let index = indexDate == "today" ? Clock.today : Day(indexDate) else {
            throw PipelineError.notADate(option: "--index-date")
        }
        self.index = index
        guard let runDate else {
            run = index
            isTonight = indexDate == "today"
            return
        }
        guard let run = runDate == "today" ? Clock.today : Day(runDate) else {
            throw PipelineError.notADate(option: "--run-date")
        }
        self.run = run
        isTonight = true
    }
}
