/// What the operator asks of a run.
public struct RunRequest: Sendable {
    /// The configuration's path.
    public let configuration: String
    public let dates: RunDates
    /// The directory that runs are published in.
    public let output: String
    /// Whether the lists are marked as a demonstration, and may come from a model of people who do not exist.
    public let isDemonstration: Bool
    /// Whether what came in is taken as it is, however much it differs from the last run's.
    public let acceptsChanges: Bool

    /// Whether lists are made though the people are no longer those of a model's training.
    public let acceptsDrift: Bool

    /// Whether tonight's ids are known not to be those of the runs before: the key has been changed.
    public let hasNewKey: Bool

    /// Whether tonight's lists are issued, whatever the configuration says.
    public let issues: Bool

    /// The path of a table of features and registration facts, for the sources that read what a run is given; nil for
    /// none.
    public let features: String?

    /// Threads in place of the configuration's; a run's content does not depend on them.
    public let threads: Int?

    public init(
        configuration: String, dates: RunDates, output: String, isDemonstration: Bool, acceptsChanges: Bool = false,
        acceptsDrift: Bool = false, hasNewKey: Bool = false, issues: Bool = false, features: String? = nil,
        threads: Int? = nil
    ) {
        self.configuration = configuration
        self.dates = dates
        self.output = output
        self.isDemonstration = isDemonstration
        self.acceptsChanges = acceptsChanges
        self.acceptsDrift = acceptsDrift
        self.hasNewKey = hasNewKey
        self.issues = issues
        self.features = features
        self.threads = threads
    }
}
