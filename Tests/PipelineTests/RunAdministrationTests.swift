import Foundation
import RunStore
import Testing

@testable import Pipeline

@Suite struct RunAdministrationTests {
    @Test("A published run verifies, until a byte of it changes")
    func verify() async throws {
        let sample = try Sample()
        let run = try await sample.run()
        let administration = try RunAdministration(output: sample.output)
        #expect(try administration.verify(nil) == run)
        let list = try #require(try sample.listFiles().first)
        let handle = try FileHandle(forWritingTo: list)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("1".utf8))
        try handle.close()
        let error = #expect(throws: (any Error).self) { try administration.verify(nil) }
        #expect(error.map(ExitStatus.code) == 65)
    }

    @Test("A rollback publishes the run before; the status tells both, and the audit log who took nobody off")
    func rollback() async throws {
        let sample = try Sample()
        let first = try await sample.run("2025-03-01")
        let second = try await sample.run()
        let administration = try RunAdministration(output: sample.output)
        let manager = try Accountable(user: "A. Manager", purpose: "the extracts cannot be read")
        #expect(try administration.rollbackUnfiltered(to: nil, by: manager) == first)
        #expect(try administration.verifyAudit() == 1)
        let log = try String(contentsOfFile: sample.output + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains("rollback --unfiltered") && log.contains("A. Manager") && log.contains("cannot be read"))
        #expect(sample.latest.lastPathComponent == first)
        let lines = try administration.status()
        #expect(lines.contains("latest: \(first)"))
        #expect(lines.contains { $0.hasPrefix("last_success:") && $0.hasSuffix(second) })
        #expect(lines.contains { $0.hasPrefix("last_rollback:") && $0.hasSuffix("from \(second) to \(first)") })
        #expect(lines.contains { $0.hasPrefix("warning: the published run was rolled back to as it was made") })
        #expect(try administration.rollbackUnfiltered(to: second, by: manager) == second)
        #expect(sample.latest.lastPathComponent == second)
    }

    @Test(
        "A clock that was set back an hour changes nothing of which run is before which, and puts off no alarm on age")
    func clockSetBack() async throws {
        let sample = try Sample()
        let noon = try #require(UTCTime("2025-03-01T12:00:00Z"))
        let eleven = UTCTime(secondsSince1970: noon.secondsSince1970 - 3_600)
        let first = try await Clock.$fixedNow.withValue(noon) { try await sample.run("2025-02-28") }
        let second = try await Clock.$fixedNow.withValue(eleven) { try await sample.run("2025-03-01") }
        #expect(first.hasPrefix("20250301T120000Z-") && second.hasPrefix("20250301T120001Z-"))
        let administration = try RunAdministration(output: sample.output)
        let manager = try Accountable(user: "A. Manager", purpose: "the extracts cannot be read")
        let back = try Clock.$fixedNow.withValue(eleven) { try administration.rollbackUnfiltered(to: nil, by: manager) }
        #expect(back == first)
        let lines = try Clock.$fixedNow.withValue(eleven) { try administration.status() }
        #expect(lines.contains("latest_published: \(eleven)") && lines.contains("age_hours: 0"))
        #expect(lines.contains { $0.hasPrefix("last_attempt: \(eleven)") })
    }

    @Test("Where nothing is published, that is said")
    func nothing() throws {
        let sample = try Sample()
        let error = #expect(throws: (any Error).self) { try RunAdministration(output: sample.output) }
        #expect(error.map(ExitStatus.code) == 66)
    }
}
