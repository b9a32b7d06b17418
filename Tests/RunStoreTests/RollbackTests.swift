import Testing

@testable import RunStore

@Suite struct RollbackTests {
    @Test func `A rollback goes to the run before, whole, and is recorded`() throws {
        let fixed = try FixedStore()
        for number in 1...3 { try fixed.publish(number, content: "\(number)") }
        let lock = try fixed.store.acquireLock()
        let rollback = try fixed.store.rollback(at: SampleRun.time(4), holding: lock)
        #expect(rollback == Rollback(from: SampleRun.id(3), to: SampleRun.id(2), time: SampleRun.time(4)))
        #expect(try fixed.store.latest() == SampleRun.id(2))
        let status = try #require(try fixed.store.status())
        #expect(status.lastRollback == rollback)
        #expect(status.latest == SampleRun.id(2))
        // It is as old as it was.
        #expect(status.latestPublished == SampleRun.time(2))
        #expect(status.lastSuccess?.run == SampleRun.id(3))
        #expect(try fixed.store.runs() == (1...3).map(SampleRun.id))
    }

    @Test func `A rollback to a named run may go forward again`() throws {
        let fixed = try FixedStore()
        for number in 1...3 { try fixed.publish(number, content: "\(number)") }
        let lock = try fixed.store.acquireLock()
        try fixed.store.rollback(to: SampleRun.id(1), at: SampleRun.time(4), holding: lock)
        #expect(try fixed.store.latest() == SampleRun.id(1))
        try fixed.store.rollback(to: SampleRun.id(3), at: SampleRun.time(5), holding: lock)
        #expect(try fixed.store.latest() == SampleRun.id(3))
    }

    @Test func `A rollback to a run that is damaged, missing or not there changes nothing`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        #expect(throws: RunStoreError.nothingPublished) {
            try fixed.store.rollback(at: SampleRun.time(4), holding: lock)
        }
        lock.release()
        try fixed.publish(1, content: "1")
        let again = try fixed.store.acquireLock()
        #expect(throws: RunStoreError.noEarlierRun(than: SampleRun.id(1))) {
            try fixed.store.rollback(at: SampleRun.time(4), holding: again)
        }
        again.release()
        try fixed.publish(2, content: "2")
        try fixed.directory.write(fixed.path(1) + "/report.html", [1])
        let last = try fixed.store.acquireLock()
        let problems = try fixed.store.verify(SampleRun.id(1))
        #expect(throws: RunStoreError.doesNotVerify(SampleRun.id(1), problems)) {
            try fixed.store.rollback(at: SampleRun.time(4), holding: last)
        }
        #expect(throws: RunStoreError.missingRun(SampleRun.id(7))) {
            try fixed.store.rollback(to: SampleRun.id(7), at: SampleRun.time(4), holding: last)
        }
        #expect(try fixed.store.latest() == SampleRun.id(2))
    }
}
