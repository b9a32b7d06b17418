import Testing

@testable import RunStore

/// Runs that are removed, and runs that others take the place of.
@Suite struct ReplacementTests {
    private func replace(_ number: Int, content: String, in store: RunStore) throws {
        let lock = try store.acquireLock()
        defer { lock.release() }
        let run = try store.beginRun(SampleRun.id(number), holding: lock)
        try SampleRun.write(content, to: run)
        _ = try run.replaceCommitted(SampleRun.facts(content))
    }

    private func remove(_ number: Int, in store: RunStore) throws {
        let lock = try store.acquireLock()
        defer { lock.release() }
        try store.remove(SampleRun.id(number), holding: lock)
    }

    @Test func `The published run is replaced, keeps its id and is whole`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        let before = try fixed.store.manifest(of: SampleRun.id(1))?.content
        try replace(1, content: "second", in: fixed.store)
        #expect(try fixed.store.latest() == SampleRun.id(1))
        try fixed.store.requireWhole(SampleRun.id(1))
        #expect(try fixed.store.manifest(of: SampleRun.id(1))?.content != before)
        #expect(fixed.directory.names("runs") == [SampleRun.id(1).description])
    }

    @Test func `A replacement killed at any call leaves the old run or the new one, whole`() throws {
        let counting = FaultyFileSystem(PageCacheFileSystem(), .none)
        try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: counting))
        let first = counting.count
        try replace(1, content: "second", in: RunStore(fileSystem: counting))
        for place in 1...counting.count - first + 1 {
            let disk = PageCacheFileSystem()
            try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: disk))
            let faulty = FaultyFileSystem(disk, .kill(at: place))
            let isDone = (try? replace(1, content: "second", in: RunStore(fileSystem: faulty))) != nil
            for cut in [PageCacheFileSystem.Cut.nothing, .namesOnly] + (1...4).map({ .some(seed: $0) }) {
                let left = disk.afterPowerCut(cut)
                let store = try RunStore(fileSystem: left)
                try store.requireWhole(SampleRun.id(1))
                let facts = try store.manifest(of: SampleRun.id(1))?.facts
                #expect(!isDone || facts == SampleRun.facts("second"), "killed at \(place), \(cut)")
                // The command again, as an operator gives it.
                try replace(1, content: "second", in: store)
                try store.requireWhole(SampleRun.id(1))
                #expect(try Accident.leftovers(in: left) == [])
            }
        }
    }

    @Test func `A removal killed at any call leaves no half of a run`() throws {
        let counting = FaultyFileSystem(PageCacheFileSystem(), .none)
        let counted = try RunStore(fileSystem: counting)
        for number in 1...2 { try SampleRun.publish(number, content: "\(number)", in: counted) }
        let first = counting.count
        try remove(1, in: counted)
        for place in 1...counting.count - first {
            let disk = PageCacheFileSystem()
            let store = try RunStore(fileSystem: disk)
            for number in 1...2 { try SampleRun.publish(number, content: "\(number)", in: store) }
            try? remove(1, in: RunStore(fileSystem: FaultyFileSystem(disk, .kill(at: place))))
            #expect(
                Accident.faults(in: disk, latest: [SampleRun.id(2)], next: "next") == [], "killed at \(place)")
        }
    }

    @Test func `The published run is not removed`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        #expect(throws: RunStoreError.runIsPublished(SampleRun.id(1))) { try remove(1, in: fixed.store) }
        try fixed.store.requireWhole(SampleRun.id(1))
    }

    @Test func `A folder that is replaced or removed is whole or gone`() throws {
        let directory = try TemporaryDirectory()
        for (text, isReplacement) in [("old", false), ("new", true)] {
            let folder = try StagedFolder("2025-01-01", in: directory.path, replacing: isReplacement)
            let file = try folder.file("a.csv")
            try file.write(text)
            try file.close()
            try folder.publish()
        }
        #expect(try directory.read("2025-01-01/a.csv") == Array("new".utf8))
        #expect(directory.names() == [".lock", "2025-01-01"])
        try StagedFolder.remove("2025-01-01", in: directory.path)
        #expect(directory.names() == [".lock"])
    }
}
