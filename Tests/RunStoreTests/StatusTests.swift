import Hashing
import Tabular
import Testing

@testable import RunStore

@Suite struct StatusTests {
    @Test func `A failed attempt is recorded and leaves the last success as it was`() throws {
        let fixed = try FixedStore()
        let published = try fixed.publish(1, content: "first")
        let lock = try fixed.store.acquireLock()
        let failed = Status.Attempt(
            run: SampleRun.id(2), started: SampleRun.time(2), finished: SampleRun.time(3), exitCode: 65,
            reason: "The opt-out list is empty.")
        try fixed.store.record(
            failed, published: nil, heldPractices: ["A12345"], warnings: ["GP feed is old."], holding: lock)
        let status = try #require(try fixed.store.status())
        #expect(status.lastAttempt == failed)
        #expect(
            status.lastSuccess
                == Status.Success(run: SampleRun.id(1), finished: SampleRun.time(1), content: published.content))
        #expect(status.latest == SampleRun.id(1))
        #expect(status.latestPublished == SampleRun.time(1))
        #expect(status.heldPractices == ["A12345"])
        #expect(status.warnings == ["GP feed is old."])
    }

    @Test func `The file is sorted JSON that reads back, and the first has nulls`() throws {
        #expect(
            Status().json.readableText == """
                {
                  "format": 1,
                  "held_practices": [],
                  "last_attempt": null,
                  "last_rollback": null,
                  "last_success": null,
                  "latest": null,
                  "latest_published": null,
                  "warnings": []
                }

                """)
        var status = Status()
        status.lastAttempt = SampleRun.attempt(1)
        status.lastSuccess = Status.Success(
            run: SampleRun.id(1), finished: SampleRun.time(1), content: SHA256Digest(of: "abc"))
        status.lastRollback = Rollback(from: SampleRun.id(2), to: SampleRun.id(1), time: SampleRun.time(3))
        status.latest = SampleRun.id(1)
        status.latestPublished = SampleRun.time(3)
        status.heldPractices = ["A12345"]
        status.warnings = ["A \"quoted\" line\nof two"]
        #expect(try Status(Array(status.json.readableText.utf8)) == status)
    }

    @Test func `A malformed status is an error to read, and the next record begins it again`() throws {
        let fixed = try FixedStore()
        let published = try fixed.publish(1, content: "first")
        try fixed.directory.write("STATUS.json", Array("{\"format\": 1, \"extra\": 2}".utf8))
        #expect(throws: RunStoreError.malformedStatus(.unexpected(field: "last_attempt"))) {
            try fixed.store.status()
        }
        let lock = try fixed.store.acquireLock()
        try fixed.store.record(SampleRun.attempt(2), published: published, holding: lock)
        let status = try #require(try fixed.store.status())
        #expect(status.lastSuccess?.run == SampleRun.id(1))
        #expect(status.warnings == ["STATUS.json could not be read and was begun again."])
    }
}
