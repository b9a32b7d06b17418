/// Where a file lies in its run: `lists/most-complex-4pc/A12345.csv`.
///
/// One to eight parts of ASCII letters, digits, `-`, `_` and `.`, 100 bytes each at most, none
/// beginning with a dot. So there is no `..`, nothing absolute, hidden or invisible, and no two
/// paths that look the same. The two names of the manifest are the store's own.
public struct RunPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ text: String) throws {
        let parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard (1...8).contains(parts.count), parts.allSatisfy(Self.isUsable), !Manifest.fileNames.contains(text) else {
            throw RunStoreError.unusablePath
        }
        description = text
    }

    /// The directories it lies in, the outermost first: `lists`, `lists/most-complex-4pc`.
    var ancestors: [String] {
        let parts = description.split(separator: "/")
        return (1..<parts.count).map { parts[..<$0].joined(separator: "/") }
    }

    public static func < (left: RunPath, right: RunPath) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    private static func isUsable(_ part: Substring.UTF8View) -> Bool {
        guard let first = part.first, first != 0x2E, part.count <= 100 else { return false }
        return part.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
    }
}
