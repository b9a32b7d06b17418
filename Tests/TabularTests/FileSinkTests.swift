import Foundation
import Synchronization
import Tabular
import TestSupport
import Testing

@Suite struct FileSinkTests {
    @Test("A file is for its owner alone, though another could read what was there before")
    func ownersAlone() throws {
        let folder = TestFolder.path("sink")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for before in [nil, 0o644, 0o600] {
            let path = folder.appending(path: "people.csv").path
            if let before {
                try Data("longer than what comes".utf8).write(to: URL(filePath: path))
                try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: path)
            }
            let sink = try FileSink(path: path)
            try sink.write("A1\n")
            try sink.close()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "A1\n")
        }
    }

    @Test("What is no regular file is written to as it is")
    func pipe() throws {
        let pipe = TestFolder.path("pipe")
        defer { try? FileManager.default.removeItem(at: pipe) }
        try #require(mkfifo(pipe.path, 0o600) == 0 && chmod(pipe.path, 0o644) == 0)
        let reader = open(pipe.path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let sink = try FileSink(path: pipe.path)
        try sink.write("A1\n")
        try sink.close()
        var bytes = [UInt8](repeating: 0, count: 16)
        #expect(read(reader, &bytes, bytes.count) == 3 && bytes.starts(with: Array("A1\n".utf8)))
        #expect(
            try FileManager.default.attributesOfItem(atPath: pipe.path)[.posixPermissions] as? Int == 0o644,
            "its permissions are not ours to change")
    }

    /// The descriptor that is given up is open to every other thread at once: closing it again closes another's file.
    @Test(
        "A file of another user, which cannot be kept to its owner, is refused and closed once",
        .enabled(if: geteuid() == 0))
    func closedOnce() throws {
        let file = TestFolder.path("others")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("theirs".utf8).write(to: file)
        try #require(chmod(file.path, 0o666) == 0)
        let isOver = Mutex(false)
        let lost = Mutex(0)
        let bystander = Thread {
            while !isOver.withLock({ $0 }) {
                let own = open("/dev/null", O_RDONLY | O_CLOEXEC)
                sched_yield()
                if close(own) != 0 { lost.withLock { $0 += 1 } }
            }
        }
        bystander.start()
        AnotherUser.act {
            for _ in 0..<50_000 {
                #expect(throws: TabularError.writeFailed(file: file.path, errno: EPERM)) {
                    try FileSink(path: file.path)
                }
            }
        }
        isOver.withLock { $0 = true }
        #expect(lost.withLock { $0 } == 0)
        #expect(try String(contentsOf: file, encoding: .utf8) == "theirs")
    }

    @Test("What was begun and not closed is gone, and behind a link empty; a pipe stays")
    func cut() throws {
        let folder = TestFolder.path("cut")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func begin(_ name: String) throws {
            let sink = try FileSink(path: folder.appending(path: name).path)
            try sink.write("half of i")
        }
        try begin("plain")
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "link").path, withDestinationPath: "target")
        try begin("link")
        let pipe = folder.appending(path: "pipe").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try begin("pipe")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.sorted() == ["link", "pipe", "target"])
        #expect(try Data(contentsOf: folder.appending(path: "target")).isEmpty)
    }
}

/// Acts on files as a user who owns none of them: this thread alone, unlike `seteuid`.
private enum AnotherUser {
    private typealias SetUser = @convention(c) (UInt32) -> Int32

    static func act(_ work: () -> Void) {
        // <sys/fsuid.h> is in no module.
        let setUser = unsafeBitCast(dlsym(nil, "setfsuid"), to: SetUser.self)
        _ = setUser(65_534)
        work()
        _ = setUser(geteuid())
    }
}
