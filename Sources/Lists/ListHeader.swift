import Tabular

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
    public var counts: ListCounts
    public let sources: [ListSource]
    /// Plain words, such as features that this run could not compute.
    public var notes: [String]

    /// nil where nothing can be expected: of nobody, or of points.
    public var expectation: ListExpectation?
    /// nil where lists are not issued.
    public var issue: ListIssue?
    /// The people of this list's place whom the run could not score or may not name, by reason.
    public var notScored: [ListCounts.LeftOut]
    /// Whether this is an earlier list, kept.
    public var isHeld: Bool
    /// Of a held list: the index date (ISO) that its programme, model and counts are of; nil where they are not known.
    public var heldFrom: String?
    /// Of a held list: what the run that made it is called; nil in one that an earlier version held.
    public var heldFromRun: String?
    /// What the run is called by everything that it publishes; nil in a list of an earlier version.
    public var run: String?
    /// nil where the list is not of several parts.
    public var parts: ListParts?

    public init(
        programme: ListProgramme, place: ListPlace, indexDate: String, runDate: String, isDemonstration: Bool,
        modelName: String, modelVersion: String, counts: ListCounts, sources: [ListSource], notes: [String],
        expectation: ListExpectation? = nil, issue: ListIssue? = nil, notScored: [ListCounts.LeftOut] = [],
        isHeld: Bool = false
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
        self.expectation = expectation
        self.issue = issue
        self.notScored = notScored
        self.isHeld = isHeld
    }

    /// What the run is called that made the list.
    public var madeBy: String? { isHeld ? heldFromRun ?? run : run }

    /// Whether the counts are of everybody who was eligible, and not of those alone who are on the list still.
    var knowsEligible: Bool { !isHeld || heldFrom != nil }

    /// Among how many those on the list are: behind their number.
    var eligibleWords: String {
        guard knowsEligible else { return " of a number of eligible people that is no longer known" }
        return " of \(Figure.count(counts.eligible)) eligible here"
            + (heldFrom.map { " on \(DateWords.words($0))" } ?? "")
    }
}
