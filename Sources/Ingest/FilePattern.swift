import Foundation
import Glibc

/// Finds the files that a path or pattern (`*`, `?`, `[...]`) names.
public enum FilePattern {
    /// The matches, in bytewise order of their names.
    /// - Returns: for each file its full path, and its name as the pattern has it.
    public static func matches(_ pattern: String, directory: URL) -> [(full: String, name: String)] {
        let full = pattern.hasPrefix("/") ? pattern : directory.path + "/" + pattern
        let isPattern = pattern.contains { "*?[".contains($0) }
        // A plain path is named even where nothing is there: reading it then tells why.
        guard isPattern else { return [(full, pattern)] }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(full, 0, nil, &found) == 0 else { return [] }
        let prefix = directory.path + "/"
        return (0..<Int(found.gl_pathc)).compactMap { place in
            guard let bytes = found.gl_pathv[place] else { return nil }
            let path = String(cString: bytes)
            return (path, path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
        }
        .sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
    }
}
