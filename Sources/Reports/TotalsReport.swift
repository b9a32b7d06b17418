/// Figures by area or hospital that a programme publishes beside its lists. They are exact, so that they are restricted
/// as the lists are.
public struct TotalsReport: Sendable {
    /// What a column's figures are.
    public enum Kind: Sendable {
        case count
        /// Of 1; nil where there is nothing to take a share of.
        case share
    }

    public struct Column: Sendable {
        /// The key in the JSON file.
        public let key: String
        /// The heading on the page.
        public let title: String
        public let kind: Kind

        public init(key: String, title: String, kind: Kind = .count) {
            self.key = key
            self.title = title
            self.kind = kind
        }
    }

    public struct Row: Sendable {
        /// As the extracts have it; empty for those of whom it is not known.
        public let code: String
        public let name: String
        /// One a column; nil where there is no figure.
        public let values: [Double?]
        /// Nil where the report has no target, or the row nothing to hold against it.
        public let isOnTarget: Bool?

        public init(code: String, name: String, values: [Double?], isOnTarget: Bool? = nil) {
            self.code = code
            self.name = name
            self.values = values
            self.isOnTarget = isOnTarget
        }
    }

    /// The programme's id.
    public let programme: String
    public let title: String
    /// What an area is, with a capital: `Neighbourhood`.
    public let areaTitle: String
    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    /// The first and the last day that are looked at; nil where that is the index date alone.
    public let period: (first: String, last: String)?
    /// Of 1.
    public let target: Double?
    /// What the figures are of, in sentences.
    public let notes: [String]
    public let columns: [Column]
    public let areas: [Row]
    /// All areas together.
    public let all: Row

    public init(
        programme: String, title: String, areaTitle: String, indexDate: String, runDate: String, isDemonstration: Bool,
        period: (first: String, last: String)?, target: Double?, notes: [String], columns: [Column], areas: [Row],
        all: Row
    ) {
        precondition((areas + [all]).allSatisfy { $0.values.count == columns.count })
        self.programme = programme
        self.title = title
        self.areaTitle = areaTitle
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.period = period
        self.target = target
        self.notes = notes
        self.columns = columns
        self.areas = areas
        self.all = all
    }

    /// The reports of one run, of those with the same figures the first: a reader needs the way to them once.
    public static func distinct(_ reports: [TotalsReport]) -> [TotalsReport] {
        reports.indices.filter { place in !reports[..<place].contains { $0.saysTheSame(as: reports[place]) } }
            .map { reports[$0] }
    }

    /// Whether another report of the same run has the same figures, for another programme.
    private func saysTheSame(as other: TotalsReport) -> Bool {
        title == other.title && areaTitle == other.areaTitle && target == other.target
            && period.map { [$0.first, $0.last] } == other.period.map { [$0.first, $0.last] }
    }
}
