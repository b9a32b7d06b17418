import Foundation
import Hashing
import Testing

@testable import RunStore

@Suite struct PublishingTests {
    @Test func `A published run is latest, verifies and leaves nothing else behind`() throws {
        let fixed = try FixedStore()
        let published = try fixed.publish(1, content: "first")
        #expect(try fixed.store.latest() == SampleRun.id(1))
        #expect(try fixed.store.verify(published.id) == [])
        #expect(fixed.directory.names() == [".lock", "STATUS.json", "latest", "runs"])
        #expect(fixed.directory.names("runs") == [SampleRun.id(1).description])
        #expect(
            fixed.directory.files(below: fixed.path(1)) == [
                "MANIFEST.json", "MANIFEST.json.sha256", "lists/most-complex-4pc/A12345.csv", "report.html",
                "scores.csv.gz",
            ])
    }

    @Test func `The manifest gives path, bytes, rows and digest of every file, sorted`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        let manifest = try Manifest(fixed.directory.read(fixed.path(1) + "/MANIFEST.json"))
        #expect(manifest.run == SampleRun.id(1))
        #expect(manifest.facts == SampleRun.facts("first"))
        #expect(manifest.entries.map(\.path.description).sorted() == manifest.entries.map(\.path.description))
        #expect(manifest.entries.map(\.rows) == [1, nil, nil])
        for entry in manifest.entries {
            let bytes = try fixed.directory.read("\(fixed.path(1))/\(entry.path)")
            #expect(entry.byteCount == bytes.count)
            #expect(entry.digest == SHA256Digest(of: bytes))
        }
    }

    @Test func `sha256sum agrees with the manifest's digest`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        let sum = Process()
        sum.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        sum.arguments = ["--check", "--strict", "--status", "MANIFEST.json.sha256"]
        sum.currentDirectoryURL = URL(fileURLWithPath: fixed.directory.full(fixed.path(1)))
        try sum.run()
        sum.waitUntilExit()
        #expect(sum.terminationStatus == 0)
    }

    @Test func `The same content is committed once, and latest points back at it`() throws {
        let fixed = try FixedStore()
        let first = try fixed.publish(1, content: "same")
        try fixed.publish(2, content: "other")
        let third = try fixed.publish(3, content: "same")
        #expect(third == PublishedRun(id: first.id, content: first.content, wasCommittedBefore: true))
        #expect(try fixed.store.latest() == first.id)
        #expect(try fixed.store.runs() == [SampleRun.id(1), SampleRun.id(2)])
        #expect(fixed.directory.names("runs").count == 2)
    }

    @Test func `A committed run that no longer verifies is not published again`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "same")
        try fixed.directory.write(fixed.path(1) + "/report.html", [1, 2, 3])
        let second = try fixed.publish(2, content: "same")
        #expect(!second.wasCommittedBefore)
        #expect(try fixed.store.latest() == SampleRun.id(2))
    }

    @Test func `Run id, times and circumstances stay out of the content`() throws {
        let content = try [1, 2].map { number in
            let fixed = try FixedStore()
            let lock = try fixed.store.acquireLock()
            let run = try fixed.store.beginRun(SampleRun.id(number), holding: lock)
            try SampleRun.write("same", to: run)
            let facts = ManifestFacts(facts: ["seed": 7], circumstances: ["number": .integer(number)])
            return try run.publish(facts).content
        }
        #expect(content[0] == content[1])
    }

    @Test func `Files are 0600 in directories of 0700`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        #expect(try permissions(fixed.directory.full("runs")) == 0o700)
        for name in FileManager.default.enumerator(atPath: fixed.directory.full(fixed.path(1)))! {
            let path = fixed.directory.full(fixed.path(1)) + "/\(name)"
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            #expect(try permissions(path) == (isDirectory.boolValue ? 0o700 : 0o600))
        }
    }

    @Test func `A reading group reads the lists and the way to them, and nothing else`() throws {
        let group = getegid()
        let fixed = try FixedStore(readingGroup: group)
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        try SampleRun.write("first", to: run, readers: .group)
        let published = try run.publish(SampleRun.facts("first"))
        let root = fixed.directory.full(fixed.path(1))
        for shared in ["", "/lists", "/lists/most-complex-4pc"] { #expect(try permissions(root + shared) == 0o750) }
        #expect(try permissions(root + "/lists/most-complex-4pc/A12345.csv") == 0o640)
        #expect(try permissions(root + "/scores.csv.gz") == 0o600)
        #expect(try permissions(root + "/MANIFEST.json") == 0o600)
        #expect(try permissions(fixed.directory.full("runs")) == 0o750)
        #expect(try fixed.store.verify(published.id) == [])
    }

    @Test func `Files may be written from many tasks at once`() async throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    for file in 0..<8 {
                        let sink = try run.file("lists/task-\(task)/\(file).csv")
                        for row in 0..<500 { try sink.write("\(task),\(file),\(row)\n") }
                        sink.rows = 500
                        try sink.close()
                    }
                }
            }
            try await group.waitForAll()
        }
        let published = try run.publish(SampleRun.facts("first"))
        #expect(try fixed.store.verify(published.id) == [])
        #expect(fixed.directory.files(below: fixed.path(1)).count == 16 * 8 + 2)
    }

    @Test func `A run abandoned in the middle of its writing leaves nothing and takes nothing more`() async throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for file in 0..<10_000 {
                        guard let sink = try? run.file("lists/\(task)/\(file).csv") else { return }
                        try? sink.write("row\n")
                        try? sink.close()
                    }
                }
            }
            try? await Task.sleep(for: .milliseconds(5))
            run.abandon()
        }
        #expect(fixed.directory.names("runs") == [])
        #expect(throws: RunStoreError.runIsOver(SampleRun.id(1))) { try run.publish(SampleRun.facts("first")) }
        #expect(throws: RunStoreError.runIsOver(SampleRun.id(1))) { try run.file("a.csv") }
    }

    @Test func `Abandoning a published run does nothing`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        try SampleRun.write("first", to: run)
        let published = try run.publish(SampleRun.facts("first"))
        run.abandon()
        #expect(try fixed.store.verify(published.id) == [])
    }

    @Test func `A staged run that is dropped is abandoned`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        try SampleRun.write("first", to: fixed.store.beginRun(SampleRun.id(1), holding: lock))
        #expect(fixed.directory.names("runs") == [])
        lock.release()
    }

    @Test func `A file that was not closed stops the run from being published`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        let file = try run.file("a.csv")
        try file.write("half")
        #expect(throws: RunStoreError.fileStillOpen(file.path)) { try run.publish(SampleRun.facts("first")) }
        #expect(fixed.directory.names("runs") == [])
    }

    @Test func `A path is taken once, as a file or as a directory`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        _ = try run.file("lists/a.csv")
        for path in ["lists/a.csv", "lists", "lists/a.csv/b"] {
            #expect(throws: RunStoreError.pathTaken(try RunPath(path))) { try run.file(path) }
        }
    }

    @Test func `Nothing is published once the lock is released`() throws {
        let fixed = try FixedStore()
        let lock = try fixed.store.acquireLock()
        let run = try fixed.store.beginRun(SampleRun.id(1), holding: lock)
        try SampleRun.write("first", to: run)
        lock.release()
        #expect(throws: RunStoreError.lockReleased) { try run.publish(SampleRun.facts("first")) }
        #expect(throws: RunStoreError.lockReleased) { try fixed.store.beginRun(SampleRun.id(2), holding: lock) }
    }

    private func permissions(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
}
