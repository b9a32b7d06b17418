import Foundation
import Logging

/// Writes one line a message to standard error: `time=... level=... message=... key=value ...`.
public struct LineLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info

    public init() {}

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let fields =
            [("time", Date.now.ISO8601Format()), ("level", "\(event.level)"), ("message", "\(event.message)")]
            + all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = fields.map { "\($0)=\(Self.quoted($1))" }.joined(separator: " ")
        StandardError.write(line + "\n")
    }

    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.allSatisfy { !$0.isWhitespace && $0 != "\"" && $0 != "=" }
        guard !isPlain else { return value }
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
