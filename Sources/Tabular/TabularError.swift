import Glibc

/// What can be wrong with a file as a file, before its rows mean anything.
public enum TabularError: Error, Equatable, Sendable {
    case outOfMemory
    case missing(file: String)
    case unreadable(file: String, errno: Int32)
    case writeFailed(file: String, errno: Int32)
    case changedWhileRead(file: String)
    case notText(file: String, looksLike: String)
    case gzipDamaged(file: String, problem: GzipProblem)
    case gzipBomb(file: String, ratio: Int, bytes: Int)
    case commandNotFound(command: String)
    /// - errorLines: what it said on standard error, which may name people and is not shown.
    case commandFailed(command: String, status: Int32, errorLines: Int = 0)
    case loneCarriageReturns(file: String)
    case quoteNeverCloses(file: String, line: Int)

    public enum GzipProblem: String, Sendable {
        case truncated = "it ends before its last block"
        case corrupt = "its contents do not match its checksum or its format"
        case trailingBytes = "bytes that are not gzip follow it"
    }
}

extension TabularError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfMemory: "out of memory"
        case .missing(let file): "\(file): there is no such file"
        case .unreadable(let file, let code): "\(file): cannot be read (\(reason(code)))"
        case .writeFailed(let file, let code): "\(file): cannot be written (\(reason(code)))"
        case .changedWhileRead(let file):
            "\(file): changed while it was read; deliver extracts under another name and rename them when complete"
        case .notText(let file, let looksLike):
            "\(file): is \(looksLike); allowed is delimited text in UTF-8 (or the declared encoding), plain or gzip"
        case .gzipDamaged(let file, let problem): "\(file): damaged gzip: \(problem.rawValue)"
        case .gzipBomb(let file, let ratio, let bytes):
            "\(file): unpacks to more than \(ratio) times its size and past \(bytes) bytes; "
                + "raise gzip_cap_bytes for this source if that is right"
        case .commandNotFound(let command): "\(command): this program is not there or cannot be run"
        case .commandFailed(let command, let status, let errorLines):
            "\(command): ended with status \(status)"
                + (errorLines == 0
                    ? "" : "; \(lines(errorLines)) on standard error, not shown because they may name people")
        case .loneCarriageReturns(let file):
            "\(file): lines end in a lone carriage return; allowed are LF and CR LF"
        case .quoteNeverCloses(let file, let line):
            "\(file): the quote opened on line \(line) never closes (multiline is on)"
        }
    }

    private func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }

    private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
