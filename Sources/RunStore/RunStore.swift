import Glibc

/// The directory in which runs are published, and the only writer of it.
///
///     .lock                     held by the one process that changes anything
///     runs/<id>/                a committed run, whole: its files and MANIFEST.json
///     runs/.tmp-<id>/           a run that is being written, or was abandoned
///     latest -> runs/<id>       the published run
///     STATUS.json               the last attempt and the last success
///     audit.jsonl               what was done to people's data by hand, and by whom
///
/// A rolled-back run is published as it was. Who has opted out, died or left since is the
/// pipeline's to take out of its lists: it publishes a copy. Nothing here knows a person.
public struct RunStore: Sendable {
    /// The group that reads lists; nil leaves them to the owner.
    public let readingGroup: UInt32?
    let directory: StoreDirectory

    static let lockPath = ".lock"
    static let runsPath = "runs"
    static let latestPath = "latest"
    static let statusPath = "STATUS.json"
    private static let stagingPrefix = ".tmp-"
    private static let temporaryPrefixes = [".latest-", ".status-", ".ledger-"]

    /// - Parameters:
    ///   - path: the output directory. It must be ours, and nobody else may write to it.
    ///   - creating: makes it (0700) where it is missing. Its parent must exist.
    public init(directory path: String, creating: Bool = true, readingGroup: UInt32? = nil) throws {
        do {
            try self.init(
                fileSystem: PosixFileSystem(directory: path, creating: creating), readingGroup: readingGroup)
        } catch let failure as SystemCallFailure {
            throw switch (failure.call, failure.code) {
            case (.open, ENOENT): RunStoreError.noDirectory(path: path)
            case (.open, EACCES): RunStoreError.notAllowed(path: path)
            case (.open, ENOTDIR): RunStoreError.notADirectory(path: path)
            default: RunStoreError(failure, path: path)
            }
        }
    }

    public init(fileSystem: any FileSystem, readingGroup: UInt32? = nil) throws {
        directory = StoreDirectory(fileSystem: fileSystem)
        self.readingGroup = readingGroup
        try checkAccess(of: ".")
    }

    /// Takes the lock and clears away what a killed run left; fails with `busy` at once where another has it.
    public func acquireLock() throws -> StoreLock {
        let descriptor = try directory.open(Self.lockPath, for: .lockFile)
        let lock = StoreLock(fileSystem: directory.fileSystem, descriptor: descriptor)
        try directory.lock(descriptor, path: Self.lockPath)
        try prepareRuns()
        try removeLeftovers()
        return lock
    }

    /// Begins to stage a run.
    ///
    /// - Parameter lock: kept until the staged run is gone.
    public func beginRun(_ id: RunID, holding lock: StoreLock) throws -> StagedRun {
        try StagedRun(id, in: self, holding: lock)
    }

    /// The committed runs, the newest last.
    public func runs() throws -> [RunID] {
        guard try directory.statusIfPresent(of: Self.runsPath) != nil else { return [] }
        return try directory.names(in: Self.runsPath).compactMap(RunID.init).sorted()
    }

    /// The published run; nil before the first.
    public func latest() throws -> RunID? {
        guard let status = try directory.statusIfPresent(of: Self.latestPath) else { return nil }
        guard status.kind == .link else { throw RunStoreError.latestIsNotALink }
        let parts = try directory.readLink(Self.latestPath).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Self.runsPath, let id = RunID(String(parts[1])) else {
            throw RunStoreError.latestIsNotALink
        }
        return id
    }

    func path(_ id: RunID) -> String { "\(Self.runsPath)/\(id)" }

    func stagingPath(_ id: RunID) -> String { "\(Self.runsPath)/\(Self.stagingPrefix)\(id)" }

    /// Ours, a directory, and written by nobody else.
    private func checkAccess(of path: String) throws {
        let status = try directory.status(of: path)
        guard status.kind == .directory else { throw RunStoreError.notADirectory(path: path) }
        guard status.owner == directory.fileSystem.user else { throw RunStoreError.notOurs(path: path) }
        guard status.permissions & 0o022 == 0 else {
            throw RunStoreError.tooOpen(path: path, permissions: status.permissions)
        }
    }

    private func prepareRuns() throws {
        if try directory.statusIfPresent(of: Self.runsPath) == nil { try directory.makeDirectory(Self.runsPath) }
        try checkAccess(of: Self.runsPath)
        guard let readingGroup else { return }
        for path in [".", Self.runsPath] { try directory.share(directory: path, group: readingGroup) }
    }

    private func removeLeftovers() throws {
        for name in try directory.names(in: Self.runsPath) where name.hasPrefix(Self.stagingPrefix) {
            try directory.removeTree("\(Self.runsPath)/\(name)")
        }
        for name in try directory.names(in: ".") where Self.temporaryPrefixes.contains(where: name.hasPrefix) {
            try directory.removeTree(name)
        }
    }
}
