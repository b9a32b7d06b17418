/// One feature of a catalogue.
struct FeatureDefinition: Sendable, Equatable {
    let name: String
    let measure: Measure
    let reason: String
    /// What is said after the reason of its family.
    let detail: String
    /// Features of one family tell one fact: a list gives one reason for them.
    let family: String

    /// Whether somebody else computed it, and it is taken as it is.
    var isReady: Bool {
        guard case .person(let person) = measure else { return false }
        return person.isReady && person.below == nil && person.above == nil
    }
}
