import Foundation
import Glibc
import Tabular

/// Finds the files that a path or pattern (`*`, `?`, `[...]`) names.
public enum FilePattern {
    private static let special = "*?["

    /// The matches, in bytewise order of their names.
    /// - Parameter directory: what a relative pattern begins in; its own name is no pattern.
    /// - Returns: for each file its full path, and its name as the pattern has it.
    /// - Throws: `TabularError` where a folder on the way cannot be read.
    public static func matches(_ pattern: String, directory: URL) throws(TabularError) -> [(full: String, name: String)]
    {
        let isAbsolute = pattern.hasPrefix("/")
        // A plain path is named even where nothing is there: reading it then tells why.
        guard pattern.contains(where: special.contains) else {
            return [(isAbsolute ? pattern : directory.path + "/" + pattern, pattern)]
        }
        var found = glob_t()
        defer { globfree(&found) }
        switch glob(isAbsolute ? pattern : escaped(directory.path) + "/" + pattern, GLOB_ERR, nil, &found) {
        case 0: break
        case GLOB_NOMATCH: return []
        // A folder that is not there, such as one for reviews of which none has come yet, has no file.
        case GLOB_ABORTED where errno == ENOENT: return []
        case GLOB_NOSPACE: throw .outOfMemory
        default: throw .unreadable(file: pattern, errno: errno)
        }
        let prefix = directory.path + "/"
        return (0..<Int(found.gl_pathc)).compactMap { place in
            guard let bytes = found.gl_pathv[place] else { return nil }
            let path = String(cString: bytes)
            return (path, path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
        }
        .sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
    }

    /// A path of which no character is a pattern's.
    private static func escaped(_ path: String) -> String {
        path.reduce(into: "") { $0 += special.contains($1) || $1 == "\\" ? "\\\($1)" : "\($1)" }
    }
}
