import Hashing
import Tabular

/// What a manifest says of one published file.
public struct ManifestEntry: Equatable, Sendable {
    public let path: RunPath
    public let byteCount: Int
    /// The count of its rows, header apart; nil where it is no table.
    public let rows: Int?
    public let digest: SHA256Digest
    /// Whether the reading group may read it (0640), or the owner alone (0600).
    public let isShared: Bool

    var permissions: UInt32 { isShared ? 0o640 : 0o600 }

    var json: JSONValue {
        [
            "path": .string(path.description), "bytes": .integer(byteCount),
            "rows": rows.map(JSONValue.integer) ?? .null,
            "sha256": .string(digest.hexadecimal), "shared": .bool(isShared),
        ]
    }
}

extension ManifestEntry {
    init(_ json: JSONValue) throws(JSONProblem) {
        var fields = try JSONFields(json, field: "files")
        path = try fields.parsed("path") { try RunPath($0) }
        byteCount = try fields.integer("bytes")
        rows = try fields.optional("rows") { (value) throws(JSONProblem) in
            guard case .integer(let rows) = value else { throw .unexpected(field: "rows") }
            return rows
        }
        digest = try fields.parsed("sha256") { SHA256Digest(hexadecimal: $0) }
        guard case .bool(let isShared) = try fields.value("shared") else { throw .unexpected(field: "shared") }
        self.isShared = isShared
        try fields.end()
    }
}
