import Foundation
import Glibc
import Identity
import RunStore
import Tabular

/// Takes a person out of everything that is kept: runs, archives and the ledger. Set-aside rows are told by file, line
/// and rule, and name nobody.
///
/// Each run that has them is copied without them and exchanged for the copy, so that at every moment there is one whole
/// run of its id; what a crash leaves undone, the same command does when it is called again. A run's manifest then says
/// what its content was before. Tonight's extracts are not touched: who should be on no list tomorrow needs an opt-out.
public struct Purge {
    private let configuration: RunConfiguration
    private let store: RunStore
    private let output: String
    private let archives: [String]
    private let accountable: Accountable

    /// - Parameter archives: folders of archives.
    /// - Throws: `SettingsRefused`, `IdentityError`, `RunStoreError`.
    public init(configuration path: String, output: String, archives: [String], by accountable: Accountable) throws {
        configuration = try RunConfiguration(path: path)
        store = try RunStore(
            directory: output, creating: false, readingGroup: configuration.readingGroupID())
        self.output = output
        self.archives = archives
        self.accountable = accountable
    }

    /// - Parameter person: an id as lists have it, or an NHS number where those are pseudonyms.
    /// - Returns: what was done, in sentences.
    /// - Throws: `PipelineError.purgedInPart` once all is done that can be, where runs are not under the configuration's
    ///   key; `PipelineError.nobodyPurged` where nobody of the id was found.
    public func run(_ person: String) throws -> [String] {
        let id = configuration.published(person)
        try accountable.requireNotNaming([person, id])
        let lock = try store.acquireLock()
        defer { lock.release() }
        let runs = try store.runs()
        for run in runs { try store.requireWhole(run) }
        for archive in archives { try FeatureArchive(archive).removeLeftovers() }
        let log = AuditLog(store)
        try log.append([accountable.entry("purge a person", ["runs": .integer(runs.count)])], holding: lock)
        let ledger = LedgerKeeper(store, output: output)
        ledger.remove()
        var changed: [String] = []
        var rows = 0
        for run in runs {
            guard let taken = try rewrite(run, without: id, holding: lock) else { continue }
            changed.append(run.description)
            rows += taken
        }
        let archived = try archives.reduce(0) { try $0 + FeatureArchive($1).take(out: id) }
        let found = !changed.isEmpty || archived > 0
        let unreached = try runsOfOtherKeys(runs)
        try log.append(
            [
                accountable.entry(
                    found ? "purged a person" : "found nobody to purge",
                    [
                        "runs": .array(changed.map { .string($0) }), "rows": .integer(rows),
                        "archives": .integer(archived), "of_other_keys": .array(unreached.map { .string($0) }),
                    ])
            ], holding: lock)
        let notes = try ledger.rebuild().notes
        let taken = "taken out of \(changed.count) of \(runs.count) runs, and of \(archived) archives"
        guard unreached.isEmpty else { throw PipelineError.purgedInPart(taken: taken, runs: unreached) }
        guard found else { throw PipelineError.nobodyPurged(runs: runs.count) }
        return [taken] + notes
    }

    /// The runs whose ids the configuration's key did not make: of an NHS number, it does not tell their pseudonym.
    private func runsOfOtherKeys(_ runs: [RunID]) throws -> [String] {
        try runs.filter { try store.manifest(of: $0)?.text("pseudonym_key") != configuration.key?.fingerprint }
            .map(\.description)
    }

    /// - Returns: the rows that were taken out; nil where the run has nothing of the person.
    private func rewrite(_ run: RunID, without id: String, holding lock: StoreLock) throws -> Int? {
        guard let manifest = try store.manifest(of: run) else { return nil }
        let copy = try RunCopy(manifest, of: store) { $0 == id }
        guard copy.isChanged else { return nil }
        let staged = try store.beginRun(run, holding: lock)
        do {
            try copy.write(into: staged)
            let content = try staged.replaceCommitted(copy.purgedFacts(of: manifest))
            try store.updateStatus(holding: lock) { status in
                if status.lastSuccess?.run == run { status.lastSuccess?.content = content }
            }
        } catch {
            staged.abandon()
            throw error
        }
        return copy.rowsTaken
    }
}

extension RunCopy {
    /// The facts of the copy, with what the run was before people were taken out of it. How often, and not whom: the hash
    /// of one id among a population's is an identifier.
    fileprivate func purgedFacts(of manifest: Manifest) -> ManifestFacts {
        let circumstances = manifest.facts.circumstances
        guard case .object(var members) = facts else { return manifest.facts }
        var purges: [JSONValue] = []
        if case .array(let before)? = members["purged"] { purges = before }
        purges.append([
            "content_before": .string(manifest.content.hexadecimal),
            "left_out": .array(leftOut.map { .string($0.description) }),
        ])
        members["purged"] = .array(purges)
        return ManifestFacts(facts: .object(members), circumstances: circumstances)
    }
}
