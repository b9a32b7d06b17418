import Dispatch
import Foundation
import Glibc
import RunStore
import Synchronization

/// One attempt to publish: the lock, the staged run, the status, and what a signal leaves behind.
struct PublishingSession {
    private let request: RunRequest
    private let store: RunStore

    init(_ request: RunRequest, _ preparation: Preparation) throws {
        self.request = request
        let group = try preparation.configuration.readingGroup.map(Self.groupID)
        store = try RunStore(directory: request.output, readingGroup: group)
    }

    /// Stages a run, has it written and publishes it; what goes wrong is recorded and thrown on.
    func publish(_ write: (StagedRun, PreviousRun?) async throws -> RunFacts) async throws -> PublishedRun {
        let lock = try store.acquireLock()
        let started = UTCTime(secondsSince1970: Int(time(nil)))
        let id = RunID(began: started, randomBits: .random(in: .min ... .max))
        let staged = try store.beginRun(id, holding: lock)
        let signals = SignalWatch { staged.abandon() }
        defer { signals.stop() }
        do {
            let facts = try await write(staged, PreviousRun(store))
            let published = try staged.publish(facts.manifest)
            try record(id, started, 0, "published", published, facts, lock)
            return published
        } catch {
            staged.abandon()
            // The attempt's own error is the one to tell.
            try? record(id, started, ExitStatus.code(of: error), "\(error)", nil, nil, lock)
            throw error
        }
    }

    private func record(
        _ id: RunID, _ started: UTCTime, _ code: Int32, _ reason: String, _ published: PublishedRun?,
        _ facts: RunFacts?, _ lock: StoreLock
    ) throws {
        let finished = UTCTime(secondsSince1970: Int(time(nil)))
        try store.record(
            Status.Attempt(run: id, started: started, finished: finished, exitCode: code, reason: reason),
            published: published, heldPractices: facts?.heldPractices ?? [], warnings: facts?.warnings ?? [],
            holding: lock)
    }

    private static func groupID(_ name: String) throws -> UInt32 {
        guard let group = getgrnam(name) else { throw PipelineError.noSuchGroup(name: name) }
        return group.pointee.gr_gid
    }
}

/// Removes the staging and ends with 128 + n where an operator or the system ends the run.
private final class SignalWatch {
    private let sources: [any DispatchSourceSignal]

    init(_ cleanUp: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler {
                cleanUp()
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }
}
