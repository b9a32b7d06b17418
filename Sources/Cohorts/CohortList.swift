/// The part of a cohort that one practice or neighbourhood works from.
public struct CohortList: Sendable, Equatable {
    /// The practice's code, or the neighbourhood's.
    public let key: String
    /// In rank order.
    public internal(set) var members: [CohortMember] = []
    /// Of the people of this list alone.
    public internal(set) var counts: CohortCounts

    init(key: String, exclusions: Int) {
        self.key = key
        counts = CohortCounts(exclusions: exclusions)
    }
}
