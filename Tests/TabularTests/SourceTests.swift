import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct SourceTests {
    private func read(_ source: any ByteSource) throws -> String {
        var (all, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1_000))
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return String(decoding: all, as: UTF8.self) }
            all += buffer[..<count]
        }
    }

    @Test("A file that grows or is rewritten while it is read is refused")
    func changedWhileRead() throws {
        let file = TestFolder.path("anticipate")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("a,b\n".utf8).write(to: file)
        let source = try FileSource(path: file.path, name: "x.csv")
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("1,2\n".utf8))
        try handle.close()
        #expect(throws: TabularError.changedWhileRead(file: "x.csv")) { try read(source) }
        #expect(
            "\(TabularError.changedWhileRead(file: "x.csv"))"
                == "x.csv: changed while it was read; deliver extracts under another name and rename them when complete"
        )
    }

    @Test("A directory that is taken for a file is refused, and not left open")
    func directory() throws {
        let folder = TestFolder.path("directory")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(throws: TabularError.unreadable(file: "x.csv", errno: EISDIR)) {
            try FileSource(path: folder.path, name: "x.csv")
        }
        // Of the whole process, where other tests have files of their own open.
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        #expect(!open.contains(folder.resolvingSymlinksInPath().path))
    }

    @Test("A pipe is read from its first byte to its last", arguments: ["person_id,age\nP1,70\n", "a\n", ""])
    func pipe(text: String) throws {
        let pipe = TestFolder.path("pipe")
        defer { try? FileManager.default.removeItem(at: pipe) }
        try #require(mkfifo(pipe.path, 0o600) == 0)
        // Held open, so that a second opening would not wait.
        let keeper = open(pipe.path, O_RDWR)
        try #require(write(keeper, text, text.utf8.count) == text.utf8.count)
        Thread {
            let writer = open(pipe.path, O_WRONLY)
            close(keeper)
            close(writer)
        }.start()
        let blocks = try SourceFile(path: pipe.path, name: "x", gzipCap: 1 << 20).blocks(
            encoding: .utf8, multiline: false)
        let header = try blocks.firstLine(isHeader: true)
        #expect(header == text.split(separator: "\n").first.map { Array($0.utf8) })
    }

    @Test("A command gets its arguments as they stand, and its status is looked at")
    func commands() throws {
        let echoed = try read(CommandSource(["printf", "%s|", "a b", "$HOME", ";", "`id`"], label: "p"))
        #expect(echoed == "a b|$HOME|;|`id`|")
        #expect(throws: TabularError.commandFailed(command: "p", status: 7)) {
            try read(CommandSource(["sh", "-c", "echo x; exit 7"], label: "p"))
        }
        #expect(throws: TabularError.commandNotFound(command: "p")) {
            try read(CommandSource(["/no/such/program"], label: "p"))
        }
        // A reader that stops early leaves no process behind, and is not held up.
        _ = try CommandSource(["yes"], label: "p")
    }

    @Test("What a command says on standard error is counted and goes nowhere, however much it is")
    func standardError() throws {
        for (script, lines) in [
            ("echo 9434765919 >&2; printf 1 >&2; echo x", 2), ("echo x", 0), ("seq 1 100000 >&2; echo x", 100_000),
            ("echo x; exec >&-; seq 1 100000 >&2", 100_000),
        ] {
            let heard = HelperErrors()
            #expect(try read(CommandSource(["sh", "-c", script], label: "p", heard: heard)) == "x\n")
            #expect(heard.lines == lines)
        }
        let error = #expect(throws: TabularError.self) {
            try read(CommandSource(["sh", "-c", "echo 9434765919 >&2; exit 3"], label: "p"))
        }
        #expect(
            error?.description
                == "p: ended with status 3; 1 line on standard error, not shown because they may name people")
    }

    @Test("A command runs in the directory that is given, and ends with all that it has started")
    func groups() throws {
        #expect(try read(CommandSource(["pwd"], label: "p", directory: "/usr")) == "/usr\n")
        #expect(throws: TabularError.commandNotFound(command: "p")) {
            try read(CommandSource(["pwd"], label: "p", directory: "/no/such/directory"))
        }
        // The shell and what it waits for, which would hold on to the same pipe for long.
        var source: CommandSource? = try CommandSource(["sh", "-c", "sleep 1000 & echo $!; wait"], label: "p")
        var number = [UInt8](repeating: 0, count: 16)
        let count = try number.withUnsafeMutableBytes { try source!.read(into: $0) }
        let child = try #require(pid_t(String(decoding: number[..<(count - 1)], as: UTF8.self)))
        #expect(kill(child, 0) == 0)
        source = nil
        // Whoever takes on orphans may take a moment to bury it.
        var moments = 0
        while kill(child, 0) == 0, !Self.isDead(child), moments < 500 {
            usleep(10_000)
            moments += 1
        }
        #expect(moments < 500)
    }

    /// Whether a process has ended and is only not buried yet.
    private static func isDead(_ process: pid_t) -> Bool {
        (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.contains(") Z ") ?? true
    }

    @Test("A file's first line is found, with or without a byte order mark and line ends")
    func firstLine() throws {
        for (text, line) in [
            ("a,b\n1,2", "a,b"), ("\u{FEFF}a,b\r\n1,2", "a,b"), ("a,b", "a,b"), ("\n1", ""), ("\r\n", ""),
        ] {
            for step in [1, .max] {
                let blocks = LineBlocks(MemorySource(text, step: step), name: "x")
                #expect(try blocks.firstLine(isHeader: true) == Array(line.utf8))
            }
        }
        #expect(try LineBlocks(MemorySource(""), name: "x").firstLine(isHeader: true) == nil)
    }
}
