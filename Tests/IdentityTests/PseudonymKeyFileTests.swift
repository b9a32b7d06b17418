import Foundation
import Testing

@testable import Identity

@Suite struct PseudonymKeyFileTests {
    /// A folder of the test's own.
    private final class Folder {
        let path = NSTemporaryDirectory() + "key-" + UUID().uuidString

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ text: String, permissions: Int = 0o400) throws -> String {
            let file = path + "/k.key"
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
            return file
        }
    }

    private static let digits = String(repeating: "0a", count: 32)

    private func error(_ path: String) -> IdentityError? {
        do {
            _ = try PseudonymKey(file: path)
            return nil
        } catch {
            return error as? IdentityError
        }
    }

    @Test("A key that is made is read again, is its owner's alone, and is never written over")
    func making() throws {
        let folder = try Folder()
        let path = folder.path + "/k.key"
        try PseudonymKey.create(at: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o400)
        #expect(try String(contentsOfFile: path, encoding: .utf8).count == 65)
        let fingerprint = try PseudonymKey(file: path).fingerprint
        #expect(throws: IdentityError.keyExists(file: "k.key")) { try PseudonymKey.create(at: path) }
        #expect(try PseudonymKey(file: path).fingerprint == fingerprint)
        let other = folder.path + "/other.key"
        try PseudonymKey.create(at: other)
        #expect(try PseudonymKey(file: other).fingerprint != fingerprint)
    }

    @Test("Only 0400 is allowed", arguments: [0o600, 0o440, 0o404, 0o500, 0o644, 0o4400])
    func permissions(mode: Int) throws {
        let folder = try Folder()
        let path = try folder.write(Self.digits + "\n", permissions: mode)
        #expect(error(path) == .keyTooOpen(file: "k.key", permissions: UInt32(mode)))
    }

    @Test(
        "What is not 64 hexadecimal digits is no key",
        arguments: [
            "", "\n", String(digits.dropLast()), digits + "0", digits + "\n\n", String(digits.dropLast()) + "g",
        ])
    func malformed(text: String) throws {
        #expect(error(try Folder().write(text)) != nil)
        let folder = try Folder()
        #expect(error(try folder.write(text)) == .noKey(file: "k.key"))
    }

    @Test("A link, a folder and what is not there are refused")
    func places() throws {
        let folder = try Folder()
        let path = try folder.write(Self.digits)
        #expect(error(path) == nil)
        let link = folder.path + "/link.key"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(error(link) == .keyIsNoFile(file: "link.key"))
        #expect(error(folder.path) == .keyIsNoFile(file: String(folder.path.split(separator: "/").last!)))
        #expect(error(folder.path + "/none.key") == .keyMissing(file: "none.key"))
    }

    @Test("Every error has its sentence")
    func sentences() {
        let expected: [(IdentityError, String)] = [
            (.keyMissing(file: "k"), "the key k is not there; `anticipate key --out FILE` makes one"),
            (.keyUnreadable(file: "k", code: 5), "the key k cannot be read: Input/output error"),
            (.keyIsNoFile(file: "k"), "the key k must be a regular file, and no link to one"),
            (.keyNotOurs(file: "k"), "the key k must belong to the user who runs the program"),
            (.keyTooOpen(file: "k", permissions: 0o640), "the key k has permissions 0640; only 0400 is allowed"),
            (.noKey(file: "k"), "the key k holds no key: 64 hexadecimal digits, as `anticipate key` writes them"),
            (.keyExists(file: "k"), "k: is there already, and a key is never written over"),
            (.keyNotMade(file: "k", code: 13), "k: the key cannot be made: Permission denied"),
        ]
        for (error, sentence) in expected { #expect("\(error)" == sentence) }
    }
}
