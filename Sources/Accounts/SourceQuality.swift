/// What a run found in one source: its files, its rows, its dates and what is missing in it.
public struct SourceQuality: Sendable {
    /// How often a field has a value, among the rows that the mapping takes and whose columns could be told apart.
    public struct Completeness: Sendable, Equatable {
        public let field: String
        public let given: Int
        public let rows: Int

        public init(field: String, given: Int, rows: Int) {
            self.field = field
            self.given = given
            self.rows = rows
        }
    }

    /// How often a lookup found nothing.
    public struct LookupMisses: Sendable, Equatable {
        public let field: String
        public let file: String
        public let unmatched: Int
        public let rows: Int

        public init(field: String, file: String, unmatched: Int, rows: Int) {
            self.field = field
            self.file = file
            self.unmatched = unmatched
            self.rows = rows
        }
    }

    public let source: String
    public let table: String
    public let accounts: [RowAccount]
    /// ISO dates; nil where the configuration does not say or no row has one. Of several files the newest was extracted
    /// on that day, and the age is counted from it.
    public let extractedOn: String?
    public let completeTo: String?
    public let firstDay: String?
    public let lastDay: String?
    /// Days from the extract to the run; nil where the extraction date is not stated.
    public let ageInDays: Int?
    /// The same of each of the table's sources by itself, by its name; not of those whose extraction date is not stated.
    public let ages: [String: Int]
    /// How often it is to come, in words; nil where the configuration does not say.
    public let every: String?
    /// Files that were found and not read, because another of a later day was.
    public let leftAside: [String]
    public let completeness: [Completeness]
    public let lookups: [LookupMisses]
    /// Accepted rows by practice code.
    public let acceptedByPractice: [String: Int]
    /// Sensitive codes that were taken out of lists of diagnoses.
    public let codesWithheld: Int
    /// What a reader should know, in plain words; never a value or an identifier.
    public let warnings: [String]

    public init(
        source: String, table: String, accounts: [RowAccount], extractedOn: String?, completeTo: String?,
        firstDay: String?, lastDay: String?, ageInDays: Int?, ages: [String: Int] = [:], every: String? = nil,
        leftAside: [String] = [],
        completeness: [Completeness], lookups: [LookupMisses],
        acceptedByPractice: [String: Int], codesWithheld: Int = 0, warnings: [String]
    ) {
        self.source = source
        self.table = table
        self.accounts = accounts
        self.extractedOn = extractedOn
        self.completeTo = completeTo
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.ageInDays = ageInDays
        self.ages = ages
        self.every = every
        self.leftAside = leftAside
        self.completeness = completeness
        self.lookups = lookups
        self.acceptedByPractice = acceptedByPractice
        self.codesWithheld = codesWithheld
        self.warnings = warnings
    }
}
