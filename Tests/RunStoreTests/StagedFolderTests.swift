import Foundation
import Testing

@testable import RunStore

/// A folder of files, under kills, power cuts and failing calls.
@Suite struct StagedFolderTests {
    private static let content = ["a.csv": String(repeating: "line\n", count: 40_000), "b.json": "{}\n"]

    private func publish(in fileSystem: any FileSystem) throws {
        let folder = try StagedFolder("2024-04-01", in: fileSystem)
        do {
            for (name, text) in Self.content.sorted(by: { $0.key < $1.key }) {
                let file = try folder.file(name)
                try file.write(text)
                try file.close()
            }
            try folder.publish()
        } catch {
            folder.abandon()
            throw error
        }
    }

    /// Whether the folder is there, and whole.
    private func isPublished(in fileSystem: any FileSystem) throws -> Bool {
        let directory = StoreDirectory(fileSystem: fileSystem)
        guard try directory.statusIfPresent(of: "2024-04-01") != nil else { return false }
        #expect(Set(try directory.names(in: "2024-04-01")) == Set(Self.content.keys))
        for (name, text) in Self.content {
            #expect(try directory.contents(of: "2024-04-01/\(name)") == Array(text.utf8))
        }
        return true
    }

    private func callCount() throws -> Int {
        let counting = FaultyFileSystem(PageCacheFileSystem(), .none)
        try publish(in: counting)
        return counting.count
    }

    @Test func `A program killed at any system call leaves a whole folder or none, and the next one succeeds`() throws {
        for place in 1...(try callCount()) {
            let directory = try TemporaryDirectory()
            let faulty = FaultyFileSystem(
                try PosixFileSystem(directory: directory.path, creating: false), .kill(at: place))
            // The last call gives the lock up, when all is done.
            try? publish(in: faulty)
            // The kernel closes what the dead program had open.
            for descriptor in faulty.openDescriptors { close(descriptor) }
            let disk = try PosixFileSystem(directory: directory.path, creating: false)
            if try !isPublished(in: disk) {
                try publish(in: disk)
                #expect(try isPublished(in: disk))
            }
            #expect(Set(directory.names("")).isSubset(of: [".lock", "2024-04-01"]))
        }
    }

    @Test func `A power cut after any system call leaves a whole folder or none`() throws {
        for place in 1...(try callCount()) {
            for cut in [PageCacheFileSystem.Cut.nothing, .namesOnly, .some(seed: UInt64(place))] {
                let memory = PageCacheFileSystem()
                try? publish(in: FaultyFileSystem(memory, .kill(at: place)))
                _ = try isPublished(in: memory.afterPowerCut(cut))
            }
        }
        let memory = PageCacheFileSystem()
        try publish(in: memory)
        #expect(try isPublished(in: memory.afterPowerCut(.nothing)))
    }

    @Test func `A call that fails leaves nothing behind`() throws {
        for place in 1...(try callCount()) {
            let memory = PageCacheFileSystem()
            let faulty = FaultyFileSystem(memory, .error(ENOSPC, at: place, forGood: false))
            do {
                try publish(in: faulty)
            } catch is RunStoreError {
                #expect(faulty.openDescriptors == [], "Call \(place) leaks a descriptor.")
                let names = try memory.names(in: ".").filter { $0 != ".lock" }
                #expect(Set(names).isSubset(of: ["2024-04-01"]), "Call \(place)")
            }
            _ = try isPublished(in: memory)
        }
    }

    @Test func `A folder that is there is not touched, and one at a time is staged`() throws {
        let memory = PageCacheFileSystem()
        try publish(in: memory)
        #expect(throws: RunStoreError.cannotCreate(path: "2024-04-01", code: EEXIST)) { try publish(in: memory) }
        #expect(try isPublished(in: memory))
        let other = try StagedFolder("2024-05-01", in: memory)
        #expect(throws: RunStoreError.busy) { try StagedFolder("2024-06-01", in: memory) }
        other.abandon()
        _ = try StagedFolder("2024-06-01", in: memory)
    }

    @Test func `A file that was not closed whole cannot be shown`() throws {
        let folder = try StagedFolder("x", in: PageCacheFileSystem())
        try folder.file("a").write("half")
        #expect(throws: RunStoreError.self) { try folder.publish() }
    }
}
