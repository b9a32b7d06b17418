import Records

/// A person on a programme's list at the last issue, as its run keeps them.
struct PastMember: Sendable {
    let personID: String
    let place: String
    let rank: Int
    let rankInPractice: Int
    let risk: Double
    /// Quantised; nil where the list was held.
    let predictor: Int64?
    let enteredOn: Day
    let listedSince: Day
    let entry: Member.Reason
    let stay: String
    /// In the order of the programme's families; nil where the list was held.
    let families: [Double]?
}
