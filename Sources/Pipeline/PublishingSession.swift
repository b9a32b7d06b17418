import Dispatch
import Glibc
import Records
import RunStore
import Synchronization
import Tabular

/// One attempt to publish: the lock, the staged run, the status, and what a signal leaves behind.
struct PublishingSession {
    private let store: RunStore
    private let ledger: LedgerKeeper
    private let runDate: Day
    private let progress: Progress

    init(_ request: RunRequest, _ preparation: Preparation, _ progress: Progress) throws {
        store = try RunStore(
            directory: request.output, readingGroup: preparation.configuration.readingGroupID())
        ledger = LedgerKeeper(store, output: request.output)
        runDate = request.dates.run
        self.progress = progress
    }

    /// Stages a run, has it written and publishes it; what goes wrong is recorded and thrown on.
    ///
    /// - Parameter afterwards: what is done once the run is published, and no longer concerns it; what an operator
    ///   should know of that.
    func publish(
        _ write: (StagedRun, PreviousRun?, Past) async throws -> RunFacts, afterwards: () -> [String]
    ) async throws -> PublishedRun {
        let attempt = Attempt(store, try store.acquireLock())
        // Not left to the last reference.
        defer { attempt.lock.release() }
        do {
            let staged = try store.beginRun(attempt.id, holding: attempt.lock)
            let signals = SignalWatch(attempt, staged)
            defer { signals.stop() }
            do {
                let facts = try await write(staged, PreviousRun(store), Past(store, before: runDate))
                let published = try staged.publish(facts.manifest)
                try signals.unlessEnding { try attempt.succeeded(published, facts) }
                for warning in facts.warnings { progress.note(warning) }
                // The ledger first: where it fails, the next run catches up.
                tell(ledger.catchUp(), attempt.lock)
                tell(afterwards(), attempt.lock)
                return published
            } catch {
                staged.abandon()
                signals.unlessEnding { attempt.failed(error) }
                throw error
            }
        } catch {
            attempt.failed(error)
            throw error
        }
    }

    /// Tells an operator, now and in the status.
    private func tell(_ notes: [String], _ lock: StoreLock) {
        for note in notes { progress.note(note) }
        if !notes.isEmpty { try? store.updateStatus(holding: lock) { $0.warnings += notes } }
    }

    /// Does what comes before a run can be staged. Where that fails, the status of an output that is there says so,
    /// unless another run holds its lock.
    static func recordingFailure<Result>(of request: RunRequest, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            if let store = try? RunStore(directory: request.output, creating: false),
                let lock = try? store.acquireLock()
            {
                Attempt(store, lock).failed(error)
            }
            throw error
        }
    }

}

/// An attempt as the status tells it: recorded once, by how it ended first.
private final class Attempt: Sendable {
    let id: RunID
    let lock: StoreLock
    private let store: RunStore
    private let started = Attempt.now
    private let isRecorded = Mutex(false)

    init(_ store: RunStore, _ lock: StoreLock) {
        self.store = store
        self.lock = lock
        id = RunID(began: started, randomBits: .random(in: .min ... .max))
    }

    func succeeded(_ published: PublishedRun, _ facts: RunFacts) throws {
        try record(ExitStatus.success.rawValue, "published", published, facts)
    }

    /// The attempt's own error is the one to tell: one of the status is not.
    func failed(_ error: any Error) { try? record(ExitStatus.code(of: error), Self.sentence(error)) }

    func ended(bySignal number: Int32) { try? record(128 + number, "ended by signal \(number)") }

    private func record(
        _ code: Int32, _ reason: String, _ published: PublishedRun? = nil, _ facts: RunFacts? = nil
    ) throws {
        let isFirst = isRecorded.withLock { isRecorded in
            defer { isRecorded = true }
            return !isRecorded
        }
        guard isFirst else { return }
        try store.record(
            Status.Attempt(run: id, started: started, finished: Self.now, exitCode: code, reason: reason),
            published: published, heldPractices: facts?.heldPractices ?? [], warnings: facts?.warnings ?? [],
            holding: lock)
    }

    /// The first of an error's lines, and how many there are more: standard error has them all.
    private static func sentence(_ error: any Error) -> String {
        let lines = "\(error)".split(separator: "\n")
        guard let first = lines.first else { return "" }
        return lines.count == 1 ? String(first) : "\(first) (and \(lines.count - 1) more lines)"
    }

    private static var now: UTCTime { UTCTime(secondsSince1970: Int(time(nil))) }
}

/// Removes the staging, records it and ends with 128 + n where an operator or the system ends the run. A run that is
/// published or has failed by then ends as it would have.
private final class SignalWatch {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    private let sources: [any DispatchSourceSignal]
    private let watched: Watched

    /// What a signal ends, held by the one who ends it. It is nil once that is over: a handler is given up later, on
    /// another thread, and must not then be the last to hold what hashes, while the program exits.
    private final class Watched: Sendable {
        let run: Mutex<(attempt: Attempt, staged: StagedRun)?>

        init(_ attempt: Attempt, _ staged: StagedRun) { run = Mutex((attempt, staged)) }
    }

    init(_ attempt: Attempt, _ staged: StagedRun) {
        let watched = Watched(attempt, staged)
        self.watched = watched
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler {
                watched.run.withLock { run in
                    guard let run, run.staged.abandon() else { return }
                    RunningHelpers.stop()
                    run.attempt.ended(bySignal: number)
                    _exit(128 + number)
                }
            }
            source.resume()
            return source
        }
    }

    /// Does this unless a signal is ending the program: then it waits for the end.
    func unlessEnding(_ work: () throws -> Void) rethrows { try watched.run.withLock { _ in try work() } }

    func stop() {
        for source in sources { source.cancel() }
        watched.run.withLock { $0 = nil }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
