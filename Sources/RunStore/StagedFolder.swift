import Glibc
import Hashing

/// A folder that is there whole or not at all: its files are written under a hidden name, and one rename shows them.
///
/// A folder of the name that is there is never touched, unless it is to be replaced. What a killed program left hidden
/// goes when the same name is staged again, or with `removeLeftovers`. Used by one task at a time.
public final class StagedFolder {
    private let directory: StoreDirectory
    private let name: String
    private let hiddenName: String
    private let lock: StoreLock
    private let isReplacement: Bool
    private var files: [StagedFile] = []

    private static let lockPath = ".lock"
    private static let hiddenSuffix = ".partial"

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
        hiddenName = Self.hiddenName(of: name)
        directory = StoreDirectory(fileSystem: fileSystem)
        lock = try Self.lock(directory)
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
    /// - Throws: `RunStoreError`. What was of the name is still of it then, or nothing is; only where what was replaced
    ///   could not be deleted is the new folder there, and the rest of the old one is hidden until `removeLeftovers`.
    public func publish() throws {
        if let open = files.first(where: { $0.entry == nil }) { throw RunStoreError.fileStillOpen(open.path) }
        try directory.synchronizeDirectory(hiddenName)
        if isReplacement { try replace() } else { try Self.move(hiddenName, to: name, in: directory) }
        lock.release()
    }

    private func replace() throws {
        try directory.exchange(hiddenName, with: name)
        do {
            try directory.synchronizeDirectory(".")
        } catch {
            // Not known to last: the folder that was there comes back.
            try? directory.exchange(hiddenName, with: name)
            throw error
        }
        try Self.removeForGood(hiddenName, in: directory)
    }

    /// Removes a folder: it loses its name in one step, and is deleted once this returns.
    /// - Throws: `RunStoreError`; it is there still then, or what is left of it is hidden until `removeLeftovers`.
    public static func remove(_ name: String, in path: String) throws {
        try remove(name, in: fileSystem(path))
    }

    public static func remove(_ name: String, in fileSystem: any FileSystem) throws {
        let folder = try StagedFolder(name, in: fileSystem, replacing: true)
        do {
            // It takes the place of the empty folder that was staged.
            try move(folder.name, to: folder.hiddenName, in: folder.directory)
            try removeForGood(folder.hiddenName, in: folder.directory)
        } catch {
            folder.abandon()
            throw error
        }
        folder.lock.release()
    }

    /// Deletes what killed programs left hidden in a directory, which may be of people who were since taken out of what
    /// is seen.
    /// - Throws: `RunStoreError`: `busy` where another program stages a folder there.
    public static func removeLeftovers(in path: String) throws { try removeLeftovers(in: fileSystem(path)) }

    public static func removeLeftovers(in fileSystem: any FileSystem) throws {
        let directory = StoreDirectory(fileSystem: fileSystem)
        let lock = try lock(directory)
        defer { lock.release() }
        for name in try directory.names(in: ".") where isHidden(name) { try removeForGood(name, in: directory) }
    }

    /// Gives up, and removes what was written as far as that can be done.
    public func abandon() {
        for file in files { file.release() }
        try? directory.removeTree(hiddenName)
        lock.release()
    }

    private static func hiddenName(of name: String) -> String { ".\(name)\(hiddenSuffix)" }

    /// Whether a name is one that `hiddenName` makes.
    private static func isHidden(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(hiddenSuffix), name.utf8.count > hiddenSuffix.utf8.count else {
            return false
        }
        return (try? RunPath(String(name.dropFirst().dropLast(hiddenSuffix.count)))) != nil
    }

    private static func move(_ name: String, to other: String, in directory: StoreDirectory) throws {
        try directory.rename(name, to: other)
        do {
            try directory.synchronizeDirectory(".")
        } catch {
            // Not known to last: it gets its name back.
            try? directory.rename(other, to: name)
            throw error
        }
    }

    /// Durably, so that a power cut does not bring it back.
    private static func removeForGood(_ name: String, in directory: StoreDirectory) throws {
        try directory.removeTree(name)
        try directory.synchronizeDirectory(".")
    }

    private static func lock(_ directory: StoreDirectory) throws -> StoreLock {
        let descriptor = try directory.open(lockPath, for: .lockFile)
        let lock = StoreLock(fileSystem: directory.fileSystem, descriptor: descriptor)
        try directory.lock(descriptor, path: lockPath)
        return lock
    }

    private static func fileSystem(_ path: String) throws -> PosixFileSystem {
        do {
            return try PosixFileSystem(directory: path, creating: false)
        } catch let failure as SystemCallFailure {
            throw RunStoreError(failure, path: path)
        }
    }
}
