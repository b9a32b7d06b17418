import Logging
import Pipeline
import Synchronization

/// Keeps what a command tells.
final class Notes: Sendable {
    private let kept = Mutex<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    var progress: Progress {
        Progress(logger: Logger(label: "test") { _ in Keeper(notes: self) }, isTerminal: false)
    }

    fileprivate func keep(_ text: String) { kept.withLock { $0.append(text) } }
}

private struct Keeper: LogHandler {
    let notes: Notes
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { notes.keep("\(event.message)") }
}
