/// One feature of a catalogue.
struct FeatureDefinition: Sendable, Equatable {
    let name: String
    let measure: Measure
    let reason: String
    /// What is said after the reason of its family.
    let detail: String
    /// Features of one family tell one fact: a list gives one reason for them.
    let family: String
}
