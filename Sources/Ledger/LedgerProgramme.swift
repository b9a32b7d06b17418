/// One programme of an issue: who was on its lists, and who had left them.
public struct LedgerProgramme: Sendable, Equatable {
    /// How many moved, against the issue before.
    public struct Counts: Sendable, Equatable {
        public let listed: Int
        /// Not on the issue before; those who return and those who moved practice included.
        public let entered: Int
        /// Of those entered: on an issue in the year before.
        public let returning: Int
        /// Of those entered, and of those left: on the list of another practice now.
        public let moved: Int
        public let stayed: Int
        /// Of those who stayed: because of the programme's stability.
        public let stayedByBand: Int
        /// Those who object included.
        public let left: Int
        public let optedOut: Int

        public init(
            listed: Int, entered: Int, returning: Int, moved: Int, stayed: Int, stayedByBand: Int, left: Int,
            optedOut: Int
        ) {
            self.listed = listed
            self.entered = entered
            self.returning = returning
            self.moved = moved
            self.stayed = stayed
            self.stayedByBand = stayedByBand
            self.left = left
            self.optedOut = optedOut
        }
    }

    public let id: String
    public let model: LedgerRun.Model
    /// Whether the model counts points: a member's `risk` is then a number of them.
    public let countsPoints: Bool
    public let counts: Counts
    /// The families of features that `LedgerMember.contributions` stand for, in their order.
    public let families: [String]
    public let members: [LedgerMember]
    /// Those with a name; who objects is not among them.
    public let left: [LedgerExit]

    public init(
        id: String, model: LedgerRun.Model, countsPoints: Bool = false, counts: Counts, families: [String],
        members: [LedgerMember],
        left: [LedgerExit]
    ) {
        self.id = id
        self.model = model
        self.countsPoints = countsPoints
        self.counts = counts
        self.families = families
        self.members = members
        self.left = left
    }
}
