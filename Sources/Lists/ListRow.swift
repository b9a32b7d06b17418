/// A person on a list.
public struct ListRow: Sendable, Equatable {
    /// A feature, and what it adds to the person's linear predictor.
    public struct Factor: Sendable, Equatable {
        public let name: String
        public let contribution: Double

        public init(name: String, contribution: Double) {
            self.name = name
            self.contribution = contribution
        }
    }

    /// The factors that a list has room for.
    public static let mostFactors = 5
    /// The reasons that a reader takes in at a glance.
    public static let mostReasons = 5

    /// Among the eligible of the person's practice, those left out included; from 1.
    public let rankInPractice: Int
    /// Among all the eligible, likewise.
    public let rank: Int
    public internal(set) var personID: String
    /// From 0 to 1, or points where the programme counts points.
    public let risk: Double
    /// The largest contributions first; `mostFactors` at most.
    public let factors: [Factor]
    public let band: String
    /// Plain words, the most telling first.
    public let reasons: [String]

    /// Such as `85 to 89`; empty where it is not known.
    public var ageBand: String
    /// `woman`, `man` or empty.
    public var sex: String
    /// The programmes on whose caseload the person is; nil where the run has no caseload.
    public var caseloads: [String]?
    /// The titles of the other programmes on whose lists the person is.
    public var alsoOn: [String]
    /// Against the issue before; nil where there is none to compare with.
    public var standing: ListStanding?
    /// What changed since the issue before and why, in sentences without a full stop.
    public var changes: [String]
    /// The part of the list in which the person stands, where it has parts; empty where that is not known.
    public var part: String?

    public init(
        rankInPractice: Int, rank: Int, personID: String, risk: Double, factors: [Factor], band: String,
        reasons: [String], ageBand: String = "", sex: String = "", caseloads: [String]? = nil, alsoOn: [String] = [],
        standing: ListStanding? = nil, changes: [String] = []
    ) {
        precondition(factors.count <= Self.mostFactors)
        self.rankInPractice = rankInPractice
        self.rank = rank
        self.personID = personID
        self.risk = risk
        self.factors = factors
        self.band = band
        self.reasons = reasons
        self.ageBand = ageBand
        self.sex = sex
        self.caseloads = caseloads
        self.alsoOn = alsoOn
        self.standing = standing
        self.changes = changes
        part = nil
    }
}
