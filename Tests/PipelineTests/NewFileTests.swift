import Foundation
import Pipeline
import TestSupport
import Testing

@Suite("A new file") struct NewFileTests {
    @Test("is never written over what has its name, through a link to nowhere either")
    func taken() throws {
        let folder = TestFolder.path("new-file")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func path(_ name: String) -> String { folder.appending(path: name).path }
        try NewFile.write("first", to: path("file"))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("file"))
        try FileManager.default.createSymbolicLink(atPath: path("nowhere"), withDestinationPath: path("target"))
        for name in ["file", "link", "nowhere"] {
            for write in [
                { try NewFile.write("second", to: path(name)) }, { try NewFile.checkFree([name], in: folder.path) },
            ] {
                #expect { try write() } throws: { error in
                    "\(error)".hasSuffix("\(name): is there already; name another, or remove it")
                        && ExitStatus.code(of: error) == 73
                }
            }
        }
        #expect(try String(contentsOfFile: path("file"), encoding: .utf8) == "first")
        #expect(!FileManager.default.fileExists(atPath: path("target")))
        let mode = try FileManager.default.attributesOfItem(atPath: path("file"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect { try NewFile.write("text", to: path("no/file")) } throws: { ExitStatus.code(of: $0) == 74 }
    }
}
