import Foundation
import RunStore
import TestSupport
import Testing

@testable import Pipeline

@Suite("An attempt") struct RunAttemptTests {
    @Test("that could not be recorded is recorded by how it ends next, and then no more")
    func recordedOnce() throws {
        let output = TestFolder.path("attempt")
        defer { try? FileManager.default.removeItem(at: output) }
        let store = try RunStore(directory: output.path)
        let lock = try store.acquireLock()
        defer { lock.release() }
        let attempt = try RunAttempt(store, holding: lock)
        let status = output.appending(path: "STATUS.json")
        try FileManager.default.createDirectory(at: status, withIntermediateDirectories: false)
        attempt.ended(bySignal: 15)
        try FileManager.default.removeItem(at: status)
        attempt.failed(PipelineError.nobodyScored)
        let told = try #require(try store.status()?.lastAttempt)
        #expect(told.run == attempt.id && told.exitCode == 65 && told.reason == "\(PipelineError.nobodyScored)")
        attempt.ended(bySignal: 2)
        #expect(try store.status()?.lastAttempt?.exitCode == 65)
    }
}
