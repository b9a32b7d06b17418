import Glibc
import Hashing

/// The store's directory with the protocol's care: EINTR retried, short writes looped, a failed
/// sync never retried, and every failure told as a `RunStoreError` that names the path.
struct StoreDirectory: Sendable {
    let fileSystem: any FileSystem

    /// So that a signal that never stops ends as an error, not as a hang.
    private static let mostInterruptions = 1000
    private static let chunkSize = 1 << 17

    func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 {
        try perform(path) { try fileSystem.open(path, for: purpose) }
    }

    func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            let written = try perform(path) { try fileSystem.write(descriptor, chunk) }
            guard written > 0 else { throw RunStoreError(SystemCallFailure(.write, code: EIO), path: path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Once: after a failed sync the kernel may have dropped the pages, and a second one would lie.
    func synchronize(_ descriptor: Int32, path: String) throws {
        try explain(path) { try fileSystem.synchronize(descriptor) }
    }

    /// An interrupted close has closed: Linux gives the descriptor up first.
    func close(_ descriptor: Int32, path: String) throws {
        do {
            try explain(path) { try fileSystem.close(descriptor) }
        } catch RunStoreError.inputOutput(.close, _, EINTR) {}
    }

    func synchronizeDirectory(_ path: String) throws {
        try withDescriptor(path, for: .directory) { try synchronize($0, path: path) }
    }

    /// Makes a small file, whole and durable; its entry is not, before its directory is synced.
    func createFile(_ path: String, _ bytes: [UInt8], group: UInt32? = nil) throws {
        try withDescriptor(path, for: .newFile) { descriptor in
            if let group { try setAccess(descriptor, group: group, permissions: 0o640, path: path) }
            try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, path: path) }
            try synchronize(descriptor, path: path)
        }
    }

    func makeDirectory(_ path: String) throws {
        try perform(path) { try fileSystem.makeDirectory(path) }
    }

    /// Lets a group list and enter a directory.
    func share(directory path: String, group: UInt32) throws {
        try withDescriptor(path, for: .directory) {
            try setAccess($0, group: group, permissions: 0o750, path: path)
        }
    }

    func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32, path: String) throws {
        do {
            try perform(path) { try fileSystem.setAccess(descriptor, group: group, permissions: permissions) }
        } catch RunStoreError.inputOutput(.fchown, _, EPERM) {
            throw RunStoreError.cannotShare(path: path, group: group)
        }
    }

    func lock(_ descriptor: Int32, path: String) throws {
        try perform(path) { try fileSystem.lock(descriptor) }
    }

    func rename(_ path: String, to newPath: String) throws {
        try perform(newPath) { try fileSystem.rename(path, to: newPath) }
    }

    func exchange(_ path: String, with other: String) throws {
        try perform(other) { try fileSystem.exchange(path, with: other) }
    }

    func makeLink(at path: String, to target: String) throws {
        try perform(path) { try fileSystem.makeLink(at: path, to: target) }
    }

    func readLink(_ path: String) throws -> String {
        try perform(path) { try fileSystem.readLink(path) }
    }

    func unlink(_ path: String) throws {
        try perform(path) { try fileSystem.unlink(path) }
    }

    func names(in path: String) throws -> [String] {
        try perform(path) { try fileSystem.names(in: path) }
    }

    func status(of path: String) throws -> FileStatus {
        try perform(path) { try fileSystem.status(of: path) }
    }

    /// Nil where nothing has that name.
    func statusIfPresent(of path: String) throws -> FileStatus? {
        do {
            return try status(of: path)
        } catch RunStoreError.inputOutput(.stat, _, ENOENT) {
            return nil
        }
    }

    /// Removes a file, a link or a directory with all below it.
    func removeTree(_ path: String) throws {
        guard try status(of: path).kind == .directory else { return try unlink(path) }
        for name in try names(in: path) { try removeTree(path + "/" + name) }
        try perform(path) { try fileSystem.removeDirectory(path) }
    }

    func contents(of path: String) throws -> [UInt8] {
        var contents: [UInt8] = []
        try read(path) { contents.append(contentsOf: $0) }
        return contents
    }

    func digest(of path: String) throws -> SHA256Digest {
        let hasher = SHA256Hasher()
        try read(path) { hasher.update($0) }
        return hasher.digest()
    }

    private func read(_ path: String, _ take: (UnsafeRawBufferPointer) -> Void) throws {
        try withDescriptor(path, for: .reading) { descriptor in
            try withUnsafeTemporaryAllocation(byteCount: Self.chunkSize, alignment: 16) { buffer in
                while case let count = try perform(path, { try fileSystem.read(descriptor, into: buffer) }), count > 0 {
                    take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            }
        }
    }

    /// Opens, does, and closes in either case.
    private func withDescriptor(_ path: String, for purpose: OpenPurpose, _ body: (Int32) throws -> Void) throws {
        let descriptor = try open(path, for: purpose)
        do {
            try body(descriptor)
        } catch {
            try? fileSystem.close(descriptor)
            throw error
        }
        try close(descriptor, path: path)
    }

    /// Runs one system call until no signal interrupts it.
    private func perform<Result>(_ path: String, _ call: () throws -> Result) throws -> Result {
        for _ in 0..<Self.mostInterruptions {
            do {
                return try explain(path, call)
            } catch let error as RunStoreError where error.code == EINTR {}
        }
        return try explain(path, call)
    }

    private func explain<Result>(_ path: String, _ call: () throws -> Result) throws -> Result {
        do {
            return try call()
        } catch let failure as SystemCallFailure {
            throw RunStoreError(failure, path: path)
        }
    }
}
