import Glibc
import RunStore
import Tabular

/// What an operator asks of published runs: are they whole, go back to one, how do things stand.
public struct RunAdministration {
    private let store: RunStore

    /// - Parameter output: the directory that runs are published in; it must be there.
    public init(output: String) throws {
        store = try RunStore(directory: output, creating: false)
    }

    /// Reads every byte of a run again.
    /// - Parameter run: nil for the published one.
    /// - Returns: the run.
    /// - Throws: `RunStoreError.doesNotVerify` with all that is not as the manifest says.
    public func verify(_ run: String?) throws -> String {
        let id = try id(run)
        try store.requireWhole(id)
        return id.description
    }

    /// Reads the audit log again.
    /// - Returns: how many lines it has.
    /// - Throws: `RunStoreError.auditBroken`.
    public func verifyAudit() throws -> Int { try AuditLog(store).verify() }

    /// Points `latest` at an earlier run that verifies, as it was made: whoever has objected since is on its lists again.
    /// The audit log tells it first, and the status warns of it.
    /// - Returns: the run that is published now.
    public func rollbackUnfiltered(to run: String?, by accountable: Accountable) throws -> String {
        let lock = try store.acquireLock()
        defer { lock.release() }
        guard let current = try store.latest() else { throw RunStoreError.nothingPublished }
        let target = try run.map(Self.parse) ?? store.run(before: current)
        try store.requireWhole(target)
        let facts: [String: JSONValue] = [
            "from": .string(current.description), "to": .string(target.description),
        ]
        try AuditLog(store).append([accountable.entry("rollback --unfiltered", facts)], holding: lock)
        let now = Clock.now
        return try store.rollback(to: target, at: now, warning: Self.unfilteredWarning, holding: lock).to.description
    }

    private static let unfilteredWarning =
        "the published run was rolled back to as it was made: those who have objected, died, left or moved since are on "
        + "its lists; run, or roll back with --config, as soon as the extracts can be read"

    /// How things stand, in lines of `name: value`.
    public func status() throws -> [String] {
        let status = try store.status()
        let now = Clock.now
        var lines = ["latest: \(try store.latest()?.description ?? "none")"]
        if let published = status?.latestPublished {
            lines.append("latest_published: \(published)")
            lines.append("age_hours: \((now.secondsSince1970 - published.secondsSince1970) / 3600)")
        }
        if let attempt = status?.lastAttempt {
            lines.append("last_attempt: \(attempt.finished), exit \(attempt.exitCode), \(attempt.reason)")
        }
        if let success = status?.lastSuccess { lines.append("last_success: \(success.finished), run \(success.run)") }
        if let rollback = status?.lastRollback {
            lines.append("last_rollback: \(rollback.time), from \(rollback.from) to \(rollback.to)")
        }
        for practice in status?.heldPractices ?? [] { lines.append("held: \(practice)") }
        for warning in status?.warnings ?? [] { lines.append("warning: \(warning)") }
        return lines
    }

    private func id(_ run: String?) throws -> RunID {
        if let run { return try Self.parse(run) }
        guard let latest = try store.latest() else { throw PipelineError.noRun }
        return latest
    }

    static func parse(_ run: String) throws -> RunID {
        guard let id = RunID(run) else { throw PipelineError.notARun(text: run) }
        return id
    }
}
