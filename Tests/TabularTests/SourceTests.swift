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
