import Glibc
import Records
import RunStore
import Tabular

/// Publishes an earlier run again, without those who by tonight's extracts have objected, died, left or moved.
///
/// People whom the run did not score and named on no list are told of in `scores.csv.gz` alone: they keep their row, which
/// loses its id where they object tonight, or where tonight's registrations do not know them.
public struct FilteredRollback {
    private let configuration: RunConfiguration
    private let store: RunStore
    private let output: String
    private let dates: RunDates

    /// - Parameter runDate: tonight: `YYYY-MM-DD`, or `today`.
    /// - Throws: `SettingsRefused`, also where a source's legal basis is not in force; `RunStoreError`.
    public init(configuration path: String, output: String, runDate: String) throws {
        configuration = try RunConfiguration(path: path)
        store = try RunStore(directory: output, creating: false, readingGroup: configuration.readingGroupID())
        self.output = output
        dates = try RunDates(indexDate: runDate, runDate: nil)
        try configuration.requireLegalBasis(on: dates.run)
    }

    /// - Parameter run: nil for the one before the published one.
    /// - Returns: what was done, in sentences.
    public func run(to run: String?) async throws -> [String] {
        let tonight = try await TonightRegister(configuration, dates, after: store)
        let lock = try store.acquireLock()
        defer { lock.release() }
        guard let current = try store.latest() else { throw RunStoreError.nothingPublished }
        let target = try run.map { try RunAdministration.parse($0) } ?? store.run(before: current)
        try store.requireWhole(target)
        guard let manifest = try store.manifest(of: target) else { throw RunStoreError.missingRun(target) }
        guard manifest.text("pseudonym_key") == configuration.key?.fingerprint else {
            throw PipelineError.runOfOtherKey(run: target.description)
        }
        let then = try places(in: manifest)
        let copy = try RunCopy(manifest, of: store) { id in
            guard let then = then[id] else { return !tonight.mayName(id) }
            return (then.isScored ? tonight.practice(of: id) : tonight.registration(of: id)) != then.practice
        }
        let now = Clock.now
        guard copy.isChanged else {
            return ["published \(try store.rollback(to: target, at: now, holding: lock).to)"]
        }
        let published = try publish(copy, of: manifest, at: now, holding: lock)
        try store.updateStatus(holding: lock) { status in
            status.latest = published
            // The facts of its lists are as old as they were; a name may be ahead.
            status.latestPublished = min(target.began, now)
            status.lastRollback = Rollback(from: current, to: published, time: now)
        }
        let notes = LedgerKeeper(store, output: output).catchUp()
        return ["published \(published): the run \(target), \(copy.placesTaken) places on lists taken off"] + notes
    }

    private func publish(_ copy: RunCopy, of manifest: Manifest, at time: UTCTime, holding lock: StoreLock) throws
        -> RunID
    {
        let staged = try store.beginRun(store.newRunID(at: time, holding: lock), holding: lock)
        do {
            try copy.write(into: staged)
            guard case .object(var facts) = copy.facts else { throw PipelineError.noRun }
            facts["rolled_back_to"] = .string(manifest.content.hexadecimal)
            return try staged.publish(
                ManifestFacts(facts: .object(facts), circumstances: manifest.facts.circumstances)
            ).id
        } catch {
            staged.abandon()
            throw error
        }
    }

    /// Where somebody was when the run was made.
    private struct Place {
        let practice: String
        /// Whether they had a score, or were on a held list; otherwise they were named as having none.
        let isScored: Bool
    }

    /// By id, everybody whom the run scored, kept on a held list or named as not scored.
    private func places(in manifest: Manifest) throws -> [String: Place] {
        var places: [String: Place] = [:]
        let listed = ListedPractices(manifest)
        let published = try PublishedLists(manifest) { try store.verifiedContents(of: $0.path, in: manifest) ?? [] }
        for practice in listed.codes {
            let unscored = try RunPath("not-scored/\(FileStem.of(practice)).csv")
            if let bytes = try store.verifiedContents(of: unscored, in: manifest) {
                PersonRows(bytes).visit { person, _ in places[person] = Place(practice: practice, isScored: false) }
            }
            for list in listed.lists(of: practice, in: manifest, published) where list.isOwn {
                guard let bytes = try store.verifiedContents(of: list.entry.path, in: manifest) else { continue }
                PersonRows(bytes).visit { person, _ in places[person] = Place(practice: practice, isScored: true) }
            }
        }
        let path = try RunPath("scores.csv.gz")
        guard let bytes = try store.verifiedContents(of: path, in: manifest),
            let scores = try PublishedTable.read(
                bytes, columns: ["person_id", "status", "practice"],
                { fields, record, _ in
                    (
                        PersonRows.plain(fields.text(record, 0).buffer), fields.text(record, 1).string,
                        fields.text(record, 2).string
                    )
                })
        else { return places }
        for (person, status, practice) in scores.rows where status == Standing.scored.rawValue {
            places[person] = Place(practice: practice, isScored: true)
        }
        return places
    }
}
