import Glibc
import Hashing

/// A folder that is there whole or not at all: its files are written under a hidden name, and one rename shows them.
///
/// A folder of the name that is there is never touched, unless it is to be replaced. What a killed program left hidden goes when the same name is
/// staged again. Used by one task at a time.
public final class StagedFolder {
    private let directory: StoreDirectory
    private let name: String
    private let hiddenName: String
    private let lock: StoreLock
    private let isReplacement: Bool
    private var files: [StagedFile] = []

    private static let lockPath = ".lock"

    /// - Parameters:
    ///   - name: one part of a `RunPath`.
    ///   - path: the directory that it comes to lie in; made (0700) where it is missing. Its parent must exist.
    ///   - isReplacement: whether it takes the place of a folder of the name, which must be there.
    /// - Throws: `RunStoreError`: `busy` where another program stages a folder there, `cannotCreate` where the folder
    ///   is there already.
    public convenience init(_ name: String, in path: String, replacing isReplacement: Bool = false) throws {
        do {
            try self.init(
                name, in: PosixFileSystem(directory: path, creating: true), replacing: isReplacement)
        } catch let failure as SystemCallFailure {
            throw RunStoreError(failure, path: path)
        }
    }

    public init(_ name: String, in fileSystem: any FileSystem, replacing isReplacement: Bool = false) throws {
        self.isReplacement = isReplacement
        self.name = try RunPath(name).description
        hiddenName = ".\(name).partial"
        directory = StoreDirectory(fileSystem: fileSystem)
        let descriptor = try directory.open(Self.lockPath, for: .lockFile)
        lock = StoreLock(fileSystem: fileSystem, descriptor: descriptor)
        try directory.lock(descriptor, path: Self.lockPath)
        guard try directory.statusIfPresent(of: name) == nil || isReplacement else {
            throw RunStoreError(SystemCallFailure(.mkdir, code: EEXIST), path: name)
        }
        if try directory.statusIfPresent(of: hiddenName) != nil { try directory.removeTree(hiddenName) }
        try directory.makeDirectory(hiddenName)
    }

    /// A file to write and close.
    /// - Throws: `RunStoreError`.
    public func file(_ name: String) throws -> StagedFile {
        let path = try RunPath(name)
        let file = try StagedFile(path, at: "\(hiddenName)/\(path)", in: directory, group: nil)
        files.append(file)
        return file
    }

    /// By name, the SHA-256 of each file that was closed whole.
    public var digests: [String: SHA256Digest] {
        let entries = files.compactMap(\.entry)
        return Dictionary(
            entries.map { ($0.path.description, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }

    /// Shows the folder, and makes that durable.
    /// - Throws: `RunStoreError`; the folder is not there then.
    public func publish() throws {
        if let open = files.first(where: { $0.entry == nil }) { throw RunStoreError.fileStillOpen(open.path) }
        try directory.synchronizeDirectory(hiddenName)
        if isReplacement {
            try directory.exchange(hiddenName, with: name)
            try directory.synchronizeDirectory(".")
            try directory.removeTree(hiddenName)
        } else {
            try directory.rename(hiddenName, to: name)
            try directory.synchronizeDirectory(".")
        }
        lock.release()
    }

    /// Removes a folder: it loses its name in one step.
    public static func remove(_ name: String, in path: String) throws {
        let folder = try StagedFolder(name, in: path, replacing: true)
        defer { folder.abandon() }
        try folder.directory.exchange(folder.hiddenName, with: name)
        // The name stands for the empty folder now.
        try folder.directory.removeTree(name)
        try folder.directory.synchronizeDirectory(".")
    }

    /// Gives up, and removes what was written as far as that can be done.
    public func abandon() {
        for file in files { file.release() }
        try? directory.removeTree(hiddenName)
        lock.release()
    }
}
