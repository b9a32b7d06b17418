/// What the file system says of a name, without following a link.
public struct FileStatus: Equatable, Sendable {
    public enum Kind: Sendable { case file, directory, link, other }

    public let kind: Kind
    /// The permission bits, `0o7777` at most.
    public let permissions: UInt32
    public let owner: UInt32
    public let size: Int

    public init(kind: Kind, permissions: UInt32, owner: UInt32, size: Int) {
        self.kind = kind
        self.permissions = permissions
        self.owner = owner
        self.size = size
    }
}
