import Cohorts
import FeatureData
import Records

/// A person on a programme's list tonight, against the last issue.
struct Member: Sendable {
    /// Why and how one is on the list.
    enum Standing: String, Sendable {
        case new
        /// Was on an issue in the year before the last.
        case returning
        /// Was on the last issue, on the list of another practice.
        case moved
        case staying
    }

    /// Words that files keep: of an `EntryReason`.
    struct Reason: Sendable, Equatable {
        let code: String
        let detail: String
    }

    let personID: String
    /// The practice or neighbourhood whose list it is.
    let place: String
    /// Nil where the person is on a held list, and not scored tonight.
    let row: RowID?
    let rank: Int
    let rankInPractice: Int
    let risk: Double
    /// Quantised; nil where it is not known, as on a held list.
    var predictor: Int64?
    /// What each family adds to the predictor; nil likewise.
    var families: [Double]?
    let stay: Stay?
    let isHeld: Bool

    var standing = Standing.new
    /// When they came on to this list.
    var enteredOn: Day
    /// Since when on the programme's lists without a break.
    var listedSince: Day
    var entry: Reason
    /// What has changed since the last issue, the largest first; of those who came, what brought them. Families are in
    /// plain words.
    var changes: [FamilyChange] = []
    /// For this programme, by what has come in.
    var lastReview: Review?

    /// As files keep it: why one who was on the last issue is on the list still.
    var stayCode: String { isHeld ? "held" : stay?.rawValue ?? "" }
}
