/// One feature of a catalogue.
struct FeatureDefinition: Sendable {
    let name: String
    let measure: Measure
    let reason: String
}
