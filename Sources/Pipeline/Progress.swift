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
        /// Of the whole stage, what is done; nil where that is not known.
        var share: Double?
        var shown = ContinuousClock.now
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
        show(isFirst: true)
    }

    /// Adds rows to the stage.
    /// - Parameter share: what is done of the stage, where something tells it better than the rows.
    public func advance(_ rows: Int, share: Double? = nil) {
        state.withLock { state in
            state.rows += rows
            state.share = share ?? state.total.map { Double(state.rows) / Double(max($0, 1)) }
        }
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

    /// Seconds between two lines of a stage.
    private static let pause = 0.1

    private func show(isFirst: Bool = false) {
        guard isTerminal else { return }
        let line = state.withLock { state -> String? in
            guard isFirst || state.shown.seconds >= Self.pause else { return nil }
            state.shown = .now
            return Self.line(state)
        }
        if let line { write("\r\u{1B}[K\(line)") }
    }

    private static func line(_ state: State) -> String {
        guard state.rows > 0 else { return state.stage }
        let seconds = max(state.started.seconds, 0.001)
        let rate = Double(state.rows) / seconds
        var line = "\(state.stage.padded(12)) \(state.rows) rows"
        line += String(format: ", %.1f million a second", rate / 1e6)
        if let share = state.share, share > 0, share < 1 {
            line += String(format: ", %.0f s left", seconds * (1 - share) / share)
        }
        return line
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
