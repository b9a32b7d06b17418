import Records

/// Who is registered, for the sources that come after the persons: how to find them, and when they were born and died.
struct Roster: Sendable {
    struct Lives: Sendable {
        let births: PackedArray<PackedDay>
        let deaths: PackedArray<PackedDay>
    }

    let index: PersonIndex
    /// Nil for sources whose rows have no date to hold against a life.
    let lives: Lives?
}
