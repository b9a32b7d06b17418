import Records
import RunStore
import Tabular

/// Removes runs and archives by their age, counted from the published run: nothing here reads a clock for it.
///
/// The published run stays, and so do the runs that the next night stands on.
public struct Prune {
    private let store: RunStore
    private let output: String
    private let archives: [String]
    private let accountable: Accountable

    /// - Throws: `RunStoreError`.
    public init(output: String, archives: [String], by accountable: Accountable) throws {
        store = try RunStore(directory: output, creating: false)
        self.output = output
        self.archives = archives
        self.accountable = accountable
    }

    /// - Parameters:
    ///   - days: runs of so many days before the published run's date, and later ones, stay; nil lets none stay for
    ///     its age.
    ///   - count: so many of the newest runs stay.
    /// - Returns: what was done, in sentences.
    public func run(keepingDays days: Int?, runs count: Int) throws -> [String] {
        let lock = try store.acquireLock()
        defer { lock.release() }
        guard let latest = try store.latest(), let today = try store.manifest(of: latest)?.runDate else {
            throw PipelineError.noRun
        }
        for archive in archives { try FeatureArchive(archive).removeLeftovers() }
        let first = days.map { today.adding(days: -$0) }
        let needed = try needed(latest)
        let removed = try store.runs().dropLast(count).filter { run in
            guard !needed.contains(run) else { return false }
            guard let first else { return true }
            // A run that cannot be read goes by the day on which it was made.
            return try (store.manifest(of: run)?.runDate ?? run.day) < first
        }
        let facts: [String: JSONValue] = [
            "runs": .array(removed.map { .string($0.description) }),
            "before": first.map { .string($0.description) } ?? .null,
        ]
        try AuditLog(store).append([accountable.entry("prune", facts)], holding: lock)
        let ledger = LedgerKeeper(store, output: output)
        ledger.remove()
        for run in removed { try store.remove(run, holding: lock) }
        let archived = try first.map { day in
            try archives.reduce(0) { try $0 + FeatureArchive($1).prune(before: day) }
        }
        let notes = try ledger.rebuild().notes
        return ["removed \(removed.count) runs and \(archived ?? 0) archives"] + notes
    }

    /// The published run, the night before it, for a run that is made again, and the last issue before both.
    private func needed(_ latest: RunID) throws -> Set<RunID> {
        let links = RunLinks(try store.manifest(of: latest)?.facts.circumstances ?? .null)
        return Set([latest, links.previous, links.lastIssue].compactMap(\.self))
    }
}

extension RunID {
    /// The day on which the run began, of universal time: the first eight digits of its id. That may be the day after,
    /// where the clock was set back over midnight: the run stays the longer.
    fileprivate var day: Day {
        let digits = description.prefix(8)
        return Day("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))") ?? PackedDay.latest
    }
}
