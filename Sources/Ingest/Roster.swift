import CTabular
import Identity
import Records

/// Who is registered, for the sources that come after the persons: how to find them, and when they were born and died.
struct Roster: Sendable {
    struct Lives: Sendable {
        let births: PackedArray<PackedDay>
        let deaths: PackedArray<PackedDay>

        /// Asks for the memory in which a person's days are.
        @inline(__always)
        func prefetch(_ person: UInt32) {
            guard person != PersonIndex.nobody else { return }
            anticipate_prefetch(births.elements.baseAddress! + Int(person))
            anticipate_prefetch(deaths.elements.baseAddress! + Int(person))
        }
    }

    let index: PersonIndex
    /// By their pseudonyms, where other sources have NHS numbers and one has these.
    let pseudonyms: PersonIndex?
    /// Nil for sources whose rows have no date to hold against a life.
    let lives: Lives?

    /// The same persons, with the days that rows are held against.
    func knowing(_ lives: Lives) -> Roster { Roster(index: index, pseudonyms: pseudonyms, lives: lives) }

    /// For a source whose ids are of a kind.
    func finding(by kind: IdentifierKind) -> Roster {
        guard kind == .pseudonym, let pseudonyms else { return self }
        return Roster(index: pseudonyms, pseudonyms: nil, lives: lives)
    }
}
