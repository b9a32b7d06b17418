import Foundation

/// The tests of a folder: each by its suite's file and its title, as `Suite: title`, or by the beginning of it that no
/// other of the suite has, as `Suite: begin…`, and each script by its path.
struct TestNames {
    private let names: Set<String>

    /// - Parameter folder: `Tests`.
    init(below folder: URL) throws {
        var names: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            if path.hasSuffix("Tests.swift") {
                let suite = file.deletingPathExtension().lastPathComponent
                let text = try String(contentsOf: file, encoding: .utf8)
                names.formUnion(Self.titles(in: text).map { "\(suite): \($0)" })
            } else if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                FileManager.default.isExecutableFile(atPath: file.path)
            {
                names.insert("\(folder.lastPathComponent)/\(path)")
            }
        }
        self.names = names
    }

    func contains(_ name: String) -> Bool {
        guard name.hasSuffix("…") else { return names.contains(name) }
        return names.count { $0.hasPrefix(name.dropLast()) } == 1
    }

    /// The titles of the tests in a file: texts, or functions named as sentences.
    static func titles(in text: String) -> [String] {
        text.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
            + text.matches(of: /@Test\b[^`"]*func `([^`]*)`/).map { String($0.1) }
    }
}
