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
        let lock = try store.acquireLock()
        // Not left to the last reference.
        defer { lock.release() }
        let attempt = try RunAttempt(store, holding: lock)
        do {
            let staged = try store.beginRun(attempt.id, holding: lock)
            let signals = SignalWatch(attempt, staged)
            defer { signals.stop() }
            do {
                let facts = try await write(staged, PreviousRun(store), Past(store, before: runDate))
                let published = try staged.publish(facts.manifest)
                try signals.unlessEnding { try attempt.succeeded(published, facts) }
                for warning in facts.warnings { progress.note(warning) }
                // The ledger first: where it fails, the next run catches up.
                tell(ledger.catchUp(), lock)
                tell(afterwards(), lock)
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
                let lock = try? store.acquireLock(), let attempt = try? RunAttempt(store, holding: lock)
            {
                attempt.failed(error)
            }
            throw error
        }
    }

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
        let run: Mutex<(attempt: RunAttempt, staged: StagedRun)?>

        init(_ attempt: RunAttempt, _ staged: StagedRun) { run = Mutex((attempt, staged)) }
    }

    init(_ attempt: RunAttempt, _ staged: StagedRun) {
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
