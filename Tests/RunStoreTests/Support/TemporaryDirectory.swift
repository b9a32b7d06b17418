import Foundation
import TestSupport

/// A directory of the test's own, in memory where the machine has such, gone with the value.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = TestFolder.path("runstore", isInMemory: true).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try setPermissions(0o700, of: "")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func full(_ name: String) -> String { name.isEmpty ? path : path + "/" + name }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: full(name))))
    }

    /// Overwrites in place, so that permissions stay.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let isNew = !FileManager.default.fileExists(atPath: full(name))
        try Data(bytes).write(to: URL(fileURLWithPath: full(name)))
        if isNew { try setPermissions(0o600, of: name) }
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: full(name)) }

    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: full(name), withIntermediateDirectories: true)
    }

    func setPermissions(_ permissions: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: full(name))
    }

    func names(_ name: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: full(name))) ?? []).sorted()
    }

    func files(below name: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: full(name))?.compactMap { $0 as? String } ?? []
        return all.filter { inner in
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: full(name) + "/" + inner, isDirectory: &isDirectory)
            return !isDirectory.boolValue
        }.sorted()
    }
}
