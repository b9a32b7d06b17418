/// What a run published, for its index page. Paths are within the run.
public struct RunIndex: Sendable {
    /// A list, and where it lies.
    public struct Entry: Sendable {
        public let header: ListHeader
        public let page: String?
        public let table: String
        public let ids: String

        public init(header: ListHeader, page: String?, table: String, ids: String) {
            self.header = header
            self.page = page
            self.table = table
            self.ids = ids
        }
    }

    /// A practice or a neighbourhood team with all of its lists.
    public struct Place: Sendable {
        public let place: ListPlace
        public let workbook: String?
        /// The people who could not be scored, where there are any to name.
        public let notScored: String?
        /// Everybody without a score, by reason.
        public let unscored: [ListCounts.LeftOut]
        public let entries: [Entry]

        public init(
            place: ListPlace, workbook: String?, notScored: String?, unscored: [ListCounts.LeftOut] = [],
            entries: [Entry]
        ) {
            self.place = place
            self.workbook = workbook
            self.notScored = notScored
            self.unscored = unscored
            self.entries = entries
        }
    }

    /// A link to something else.
    public struct Link: Sendable {
        public let title: String
        public let path: String

        public init(title: String, path: String) {
            self.title = title
            self.path = path
        }
    }

    public let indexDate: String
    public let runDate: String
    public let isDemonstration: Bool
    /// What the run is called; nil in one of an earlier version.
    public let run: String?
    public let places: [Place]
    /// Figures of everybody, by area or hospital.
    public let totals: [Link]
    /// How the models did when they were evaluated.
    public let evaluations: [Link]
    /// What a reader must bear in mind of the whole run.
    public let notes: [String]
    /// Everything else, such as the page on the quality of the data.
    public let others: [Link]

    public init(
        indexDate: String, runDate: String, isDemonstration: Bool, run: String? = nil, places: [Place],
        totals: [Link] = [],
        evaluations: [Link], others: [Link], notes: [String] = []
    ) {
        self.indexDate = indexDate
        self.runDate = runDate
        self.isDemonstration = isDemonstration
        self.run = run
        self.places = places
        self.totals = totals
        self.evaluations = evaluations
        self.others = others
        self.notes = notes
    }
}
