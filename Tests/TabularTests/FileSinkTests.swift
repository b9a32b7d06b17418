import Foundation
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
    func device() throws {
        let sink = try FileSink(path: "/dev/null")
        try sink.write("A1\n")
        try sink.close()
    }
}
