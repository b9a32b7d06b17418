/// Whom a programme chose.
public struct Cohort: Sendable, Equatable {
    /// The programme's id.
    public let programme: String
    /// How many the programme's rule takes, before exclusions.
    public let toTake: Int
    /// In rank order.
    public let members: [CohortMember]
    /// Whom the programme's hold-out alone left out, though they were reached; in rank order.
    public let heldOut: [CohortMember]
    public let counts: CohortCounts
    /// One for each practice or neighbourhood that has anyone eligible, by key in bytewise order; their members are
    /// `members`, divided.
    public let lists: [CohortList]
    /// Where the list ended: one line for everyone under `""`, or one for each practice under its code.
    public let lines: [String: CohortLine]
}
