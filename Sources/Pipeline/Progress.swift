import Foundation
import Glibc
import Logging
import Synchronization

/// Tells how far a command is: a line that rewrites itself on a terminal, one log line a stage otherwise.
public final class Progress: Sendable {
    private let logger: Logger
    private let isTerminal: Bool
    private let state: Mutex<State>

    private struct State {
        var stage = ""
        var started = ContinuousClock.now
        var rows = 0
        var total: Int?
    }

    public init(logger: Logger, isTerminal: Bool = isatty(STDERR_FILENO) == 1) {
        self.logger = logger
        self.isTerminal = isTerminal
        state = Mutex(State())
    }

    /// Begins a stage.
    /// - Parameter total: the rows that it will take, where that is known: then the time left is told.
    public func begin(_ stage: String, total: Int? = nil) {
        state.withLock { $0 = State(stage: stage, total: total) }
        show()
    }

    /// Adds rows to the stage.
    public func advance(_ rows: Int) {
        state.withLock { $0.rows += rows }
        show()
    }

    /// Ends the stage with one line about it.
    public func end(_ facts: [String: Int] = [:]) {
        let (stage, rows, seconds) = state.withLock { ($0.stage, $0.rows, $0.started.seconds) }
        if isTerminal {
            let details = facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            write("\r\u{1B}[K\(stage.padded(12)) \(String(format: "%6.2f s", seconds))  \(details)\n")
        } else {
            var metadata: Logger.Metadata = ["seconds": "\(String(format: "%.3f", seconds))"]
            if rows > 0 { metadata["rows"] = "\(rows)" }
            for (name, value) in facts { metadata[name] = "\(value)" }
            logger.info("\(stage)", metadata: metadata)
        }
    }

    /// Tells something that a reader should know.
    public func note(_ text: String) {
        if isTerminal { write("\(text)\n") } else { logger.notice("\(text)") }
    }

    private func show() {
        guard isTerminal else { return }
        let line = state.withLock { state -> String in
            let seconds = max(state.started.seconds, 0.001)
            let rate = Double(state.rows) / seconds
            var line = "\(state.stage.padded(12)) \(state.rows) rows"
            if state.rows > 0 { line += String(format: ", %.1f million a second", rate / 1e6) }
            if let total = state.total, state.rows > 0, state.rows < total {
                line += String(format: ", %.0f s left", Double(total - state.rows) / rate)
            }
            return line
        }
        write("\r\u{1B}[K\(line)")
    }

    private func write(_ text: String) { StandardError.write(text) }
}

extension ContinuousClock.Instant {
    fileprivate var seconds: Double {
        let elapsed = duration(to: .now).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
