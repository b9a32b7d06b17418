import Hashing

/// A run that `latest` points at.
public struct PublishedRun: Equatable, Sendable {
    public let id: RunID
    public let content: SHA256Digest
    /// A run of this content stood there already, and `latest` points at that one.
    public let wasCommittedBefore: Bool
}
