import Foundation
import Testing

@testable import RunStore

@Suite struct StoreTests {
    @Test func `Of two stores at once one gets the lock, and the other is told within a second`() throws {
        let fixed = try FixedStore()
        let other = try RunStore(directory: fixed.directory.path)
        let lock = try fixed.store.acquireLock()
        let began = ContinuousClock.now
        #expect(throws: RunStoreError.busy) { try other.acquireLock() }
        #expect(ContinuousClock.now - began < .seconds(1))
        lock.release()
        try other.acquireLock().release()
    }

    @Test func `A hundred pairs of runs at once publish once each, and the loser is busy`() async throws {
        for number in 1...100 {
            let fixed = try FixedStore()
            let path = fixed.directory.path
            let ends = await withTaskGroup(of: Int32.self) { group in
                for task in 1...2 {
                    group.addTask {
                        do {
                            try SampleRun.publish(task, content: "\(number)", in: RunStore(directory: path))
                            return 0
                        } catch {
                            return (error as? RunStoreError)?.exitCode ?? -1
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(ends == [0, 75] || ends == [0, 0])
            let latest = try #require(try fixed.store.latest())
            #expect(try fixed.store.verify(latest) == [])
        }
    }

    @Test func `The lock clears away what killed runs left, and nothing else`() throws {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        try fixed.directory.makeDirectory("runs/.tmp-20250131T020304Z-0000000000000000/lists")
        try fixed.directory.write("runs/.tmp-20250131T020304Z-0000000000000000/lists/a.csv", [1])
        try FileManager.default.createSymbolicLink(
            atPath: fixed.directory.full(".latest-1"), withDestinationPath: fixed.path(1))
        try fixed.directory.write(".status-1", [1])
        try fixed.directory.write("notes.txt", [1])
        try fixed.store.acquireLock().release()
        #expect(fixed.directory.names() == [".lock", "STATUS.json", "latest", "notes.txt", "runs"])
        #expect(fixed.directory.names("runs") == [SampleRun.id(1).description])
    }

    @Test func `An output directory that others may write to is refused`() throws {
        for permissions in [0o770, 0o702, 0o777] {
            let directory = try TemporaryDirectory()
            try directory.setPermissions(permissions, of: "")
            let expected = RunStoreError.tooOpen(path: ".", permissions: UInt32(permissions))
            #expect(throws: expected) { try RunStore(directory: directory.path) }
            #expect(expected.exitCode == 77)
        }
    }

    @Test(.enabled(if: geteuid() == 0))
    func `An output directory of another user is refused`() throws {
        let directory = try TemporaryDirectory()
        #expect(chown(directory.path, 12_345, 0) == 0)
        #expect(throws: RunStoreError.notOurs(path: ".")) { try RunStore(directory: directory.path) }
    }

    @Test func `The output directory is made where it is missing, or missed where it must exist`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.full("out")
        #expect(throws: RunStoreError.noDirectory(path: path)) { try RunStore(directory: path, creating: false) }
        let store = try RunStore(directory: path)
        #expect(try store.latest() == nil)
        #expect(try store.runs() == [])
        #expect(try store.status() == nil)
        let orphan = directory.full("no/out")
        #expect(throws: RunStoreError.cannotCreate(path: orphan, code: ENOENT)) { try RunStore(directory: orphan) }
        try directory.write("file", [])
        let file = directory.full("file")
        #expect(throws: RunStoreError.notADirectory(path: file)) { try RunStore(directory: file) }
    }

    @Test func `A link in the place of runs is refused`() throws {
        let fixed = try FixedStore()
        try FileManager.default.createSymbolicLink(
            atPath: fixed.directory.full("runs"), withDestinationPath: "/tmp")
        #expect(throws: RunStoreError.notADirectory(path: "runs")) { try fixed.store.acquireLock() }
    }

    @Test func `A latest that is no link to a run is refused`() throws {
        let fixed = try FixedStore()
        try fixed.directory.write("latest", [1])
        #expect(throws: RunStoreError.latestIsNotALink) { try fixed.store.latest() }
        try fixed.directory.remove("latest")
        try FileManager.default.createSymbolicLink(
            atPath: fixed.directory.full("latest"), withDestinationPath: "../elsewhere")
        #expect(throws: RunStoreError.latestIsNotALink) { try fixed.store.latest() }
    }
}
