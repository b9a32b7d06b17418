/// When `latest` was last pointed back by hand.
public struct Rollback: Equatable, Sendable {
    public let from: RunID
    public let to: RunID
    public let time: UTCTime

    public init(from: RunID, to: RunID, time: UTCTime) {
        self.from = from
        self.to = to
        self.time = time
    }
}
