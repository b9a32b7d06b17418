import RunStore
import Synchronization

/// An attempt to publish as the status tells it: recorded once, by how it ended first.
final class RunAttempt: Sendable {
    let id: RunID
    private let store: RunStore
    private let lock: StoreLock
    private let started: UTCTime
    private let isRecorded = Mutex(false)

    /// - Parameter lock: kept by the caller until the attempt is over.
    /// - Throws: `RunStoreError`.
    init(_ store: RunStore, holding lock: StoreLock) throws {
        self.store = store
        self.lock = lock
        started = Clock.now
        id = try store.newRunID(at: started, holding: lock)
    }

    /// - Throws: `RunStoreError` where it cannot be recorded; how it ended is still to be told then.
    func succeeded(_ published: PublishedRun, _ facts: RunFacts) throws {
        try record(ExitStatus.success.rawValue, "published", published, facts)
    }

    /// The attempt's own error is the one to tell: one of the status is not.
    func failed(_ error: any Error) { try? record(ExitStatus.code(of: error), ErrorWords.first(of: error)) }

    func ended(bySignal number: Int32) { try? record(128 + number, "ended by signal \(number)") }

    private func record(
        _ code: Int32, _ reason: String, _ published: PublishedRun? = nil, _ facts: RunFacts? = nil
    ) throws {
        try isRecorded.withLock { isRecorded in
            guard !isRecorded else { return }
            try store.record(
                Status.Attempt(run: id, started: started, finished: Clock.now, exitCode: code, reason: reason),
                published: published, heldPractices: facts?.heldPractices ?? [], warnings: facts?.warnings ?? [],
                holding: lock)
            isRecorded = true
        }
    }
}
