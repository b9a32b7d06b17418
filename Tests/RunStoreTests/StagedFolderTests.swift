import Foundation
import Testing

@testable import RunStore

/// A folder of files, under kills, power cuts and failing calls.
@Suite struct StagedFolderTests {
    private static let content = ["a.csv": String(repeating: "line\n", count: 40_000), "b.json": "{}\n"]

    private func publish(in fileSystem: any FileSystem) throws { try stage(Self.content, in: fileSystem) }

    private func stage(
        _ content: [String: String], replacing isReplacement: Bool = false, in fileSystem: any FileSystem
    ) throws {
        let folder = try StagedFolder("2024-04-01", in: fileSystem, replacing: isReplacement)
        do {
            for (name, text) in content.sorted(by: { $0.key < $1.key }) {
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

    // MARK: Folders that are replaced or removed

    /// What is done to a folder that holds "old", and what the folder may hold after an accident to it.
    private static let changes: [(name: String, mayHold: [String?])] = [
        ("replaced", ["old", "new"]), ("removed", ["old", nil]),
    ]

    private func change(_ name: String, in fileSystem: any FileSystem) throws {
        if name == "replaced" {
            try stage(["a.csv": "new"], replacing: true, in: fileSystem)
        } else {
            try StagedFolder.remove("2024-04-01", in: fileSystem)
        }
    }

    /// What the folder holds; nil where there is none.
    private func held(in fileSystem: any FileSystem) throws -> String? {
        let directory = StoreDirectory(fileSystem: fileSystem)
        guard try directory.statusIfPresent(of: "2024-04-01") != nil else { return nil }
        return String(decoding: try directory.contents(of: "2024-04-01/a.csv"), as: UTF8.self)
    }

    private func hidden(in fileSystem: any FileSystem) throws -> [String] {
        try fileSystem.names(in: ".").filter { $0 != ".lock" && $0 != "2024-04-01" }
    }

    private func calls(_ name: String) throws -> Int {
        let memory = PageCacheFileSystem()
        try stage(["a.csv": "old"], in: memory)
        let counting = FaultyFileSystem(memory, .none)
        try change(name, in: counting)
        return counting.count
    }

    @Test func `What a kill or a power cut leaves of a folder that was replaced or removed is swept away`() throws {
        for (name, mayHold) in Self.changes {
            for place in 1...(try calls(name)) {
                let memory = PageCacheFileSystem()
                try stage(["a.csv": "old"], in: memory)
                try? change(name, in: FaultyFileSystem(memory, .kill(at: place)))
                for cut in [PageCacheFileSystem.Cut.nothing, .namesOnly, .some(seed: UInt64(place))] {
                    let left = memory.afterPowerCut(cut)
                    try StagedFolder.removeLeftovers(in: left)
                    #expect(try hidden(in: left) == [], "\(name), killed at \(place), \(cut)")
                    #expect(try mayHold.contains(held(in: left)), "\(name), killed at \(place), \(cut)")
                }
            }
        }
    }

    @Test func `What was replaced or removed is deleted, or the failure is told`() throws {
        for (name, mayHold) in Self.changes {
            for place in 1...(try calls(name)) {
                for forGood in [false, true] {
                    let memory = PageCacheFileSystem()
                    try stage(["a.csv": "old"], in: memory)
                    let faulty = FaultyFileSystem(memory, .error(EIO, at: place, forGood: forGood))
                    // The last call gives the lock up, when all is done.
                    if (try? change(name, in: faulty)) != nil {
                        #expect(try hidden(in: memory) == [], "\(name), call \(place)")
                        #expect(try held(in: memory) == mayHold[1], "\(name), call \(place)")
                    } else {
                        #expect(try mayHold.contains(held(in: memory)), "\(name), call \(place)")
                    }
                }
            }
        }
    }

    @Test func `Nothing of another name is swept away, and nothing while another program stages a folder`() throws {
        let directory = try TemporaryDirectory()
        for name in [".2024-04-01.partial", ".partial", ".git", ".a b.partial", "2024-05-01.partial"] {
            try directory.makeDirectory(name)
        }
        try StagedFolder.removeLeftovers(in: directory.path)
        #expect(directory.names() == [".a b.partial", ".git", ".lock", ".partial", "2024-05-01.partial"])
        let other = try StagedFolder("2024-06-01", in: directory.path)
        #expect(throws: RunStoreError.busy) { try StagedFolder.removeLeftovers(in: directory.path) }
        other.abandon()
    }
}
