import Hashing
import Tabular

/// The last file of a run: what the run holds, and on what it stands.
///
/// `content` is SHA-256 over the facts and every (path, SHA-256), sorted: equal for two runs
/// that publish the same. `MANIFEST.json.sha256`, which `sha256sum -c` reads, covers the
/// manifest itself, so that no byte of a run is outside a digest.
public struct Manifest: Equatable, Sendable {
    public let run: RunID
    /// Sorted by path.
    public let entries: [ManifestEntry]
    public let facts: ManifestFacts
    public let content: SHA256Digest

    static let fileName = "MANIFEST.json"
    static let digestFileName = "MANIFEST.json.sha256"
    static let fileNames = [fileName, digestFileName]
    private static let format = 1

    init(run: RunID, entries: [ManifestEntry], facts: ManifestFacts) {
        self.run = run
        self.entries = entries.sorted { $0.path < $1.path }
        self.facts = facts
        content = Self.content(of: self.entries, facts.facts)
    }

    private static func content(of entries: [ManifestEntry], _ facts: JSONValue) -> SHA256Digest {
        let files = entries.map { JSONValue.array([.string($0.path.description), .string($0.digest.hexadecimal)]) }
        let hashed: JSONValue = ["facts": facts, "files": .array(files)]
        return SHA256Digest(of: hashed.compactText)
    }

    var text: String {
        let value: JSONValue = [
            "format": .integer(Self.format), "run": .string(run.description),
            "content": .string(content.hexadecimal), "files": .array(entries.map(\.json)),
            "facts": facts.facts, "circumstances": facts.circumstances,
        ]
        return value.readableText
    }

    /// The text of `MANIFEST.json.sha256` for a manifest of these bytes.
    static func digestText(of manifest: [UInt8]) -> String {
        "\(SHA256Digest(of: manifest).hexadecimal)  \(fileName)\n"
    }
}

extension Manifest {
    /// Reads a manifest, and refuses one whose content is not that of its own list.
    init(_ bytes: [UInt8]) throws(JSONProblem) {
        var fields = try JSONFields(try JSONParser.parse(bytes), field: Self.fileName)
        guard try fields.integer("format") == Self.format else { throw .unexpected(field: "format") }
        let run = try fields.parsed("run") { RunID($0) }
        let content = try fields.parsed("content") { SHA256Digest(hexadecimal: $0) }
        var entries: [ManifestEntry] = []
        for entry in try fields.array("files") { entries.append(try ManifestEntry(entry)) }
        let facts = ManifestFacts(facts: try fields.value("facts"), circumstances: try fields.value("circumstances"))
        try fields.end()
        self.init(run: run, entries: entries, facts: facts)
        guard self.content == content else { throw .unexpected(field: "content") }
        guard Set(entries.map(\.path)).count == entries.count else { throw .unexpected(field: "files") }
    }
}
