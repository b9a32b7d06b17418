import Hashing

/// What monitoring reads, `STATUS.json` beside `latest`: no person and nothing of one.
///
/// The age of `latest` is the reader's to take, from `latestPublished`: it grows when nothing runs.
public struct Status: Equatable, Sendable {
    public var lastAttempt: Attempt?
    public var lastSuccess: Success?
    public var lastRollback: Rollback?
    /// Where `latest` points, and since when.
    public var latest: RunID?
    public var latestPublished: UTCTime?
    /// The codes of practices whose last good list was kept in the last attempt.
    public var heldPractices: [String] = []
    public var warnings: [String] = []
    /// How the audit log stood when it was last added to; nil before the first act.
    var audit: AuditLog.Mark?

    public init() {}

    /// A run that ended, one way or another.
    public struct Attempt: Equatable, Sendable {
        public var run: RunID
        public var started: UTCTime
        public var finished: UTCTime
        public var exitCode: Int32
        /// One sentence for an operator.
        public var reason: String

        public init(run: RunID, started: UTCTime, finished: UTCTime, exitCode: Int32, reason: String) {
            self.run = run
            self.started = started
            self.finished = finished
            self.exitCode = exitCode
            self.reason = reason
        }
    }

    /// A run that ended published.
    public struct Success: Equatable, Sendable {
        public var run: RunID
        public var finished: UTCTime
        public var content: SHA256Digest

        public init(run: RunID, finished: UTCTime, content: SHA256Digest) {
            self.run = run
            self.finished = finished
            self.content = content
        }
    }
}
