/// Whether tonight's ids are those of the runs before: pseudonyms under another key name other people to every program.
struct IdentityChange {
    /// Whether the last run's people cannot be found among tonight's.
    let isChanged: Bool

    /// - Throws: `PipelineError.otherKey` where the ids are others and the operator has not said so.
    init(_ preparation: Preparation, _ request: RunRequest, _ previous: PreviousRun?) throws {
        isChanged = previous.map { $0.keyFingerprint != preparation.configuration.key?.fingerprint } ?? false
        guard !isChanged || request.hasNewKey else { throw PipelineError.otherKey }
    }

    /// What of the past holds of tonight's ids: the issues by their number and date, and nobody.
    func known(of past: Past) -> Past { isChanged ? past.withoutPeople : past }
}
