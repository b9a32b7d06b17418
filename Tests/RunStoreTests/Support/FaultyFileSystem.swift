import Glibc
import RunStore

/// A file system in which one call, or all from one on, goes wrong.
final class FaultyFileSystem: FileSystem, @unchecked Sendable {
    enum Fault {
        case none
        /// Fails with this error number, once or for good.
        case error(Int32, at: Int, forGood: Bool)
        /// The process is gone before the call: this and every later one does nothing.
        case kill(at: Int)
        /// Takes one byte of a write, or seven where for good.
        case shortWrite(at: Int, forGood: Bool)
    }

    /// What no code catches to clean up with any effect: the calls that follow do nothing either.
    struct Killed: Error {}

    // Unchecked: one task at a time.
    private(set) var count = 0
    private(set) var openDescriptors: Set<Int32> = []
    private let inner: any FileSystem
    private let fault: Fault
    private var isDead = false

    init(_ inner: any FileSystem, _ fault: Fault) {
        self.inner = inner
        self.fault = fault
    }

    var user: UInt32 { inner.user }

    func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 {
        try enter(.open)
        let descriptor = try inner.open(path, for: purpose)
        openDescriptors.insert(descriptor)
        return descriptor
    }

    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws -> Int {
        try enter(.write)
        switch fault {
        case .shortWrite(let place, false) where place == count:
            return try inner.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(1)))
        case .shortWrite(let place, true) where place <= count:
            return try inner.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(997)))
        default: return try inner.write(descriptor, bytes)
        }
    }

    func close(_ descriptor: Int32) throws {
        do {
            try enter(.close)
        } catch let failure as SystemCallFailure {
            // Linux gives the descriptor up before it can fail.
            openDescriptors.remove(descriptor)
            try inner.close(descriptor)
            throw failure
        }
        openDescriptors.remove(descriptor)
        try inner.close(descriptor)
    }

    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try enter(.read)
        return try inner.read(descriptor, into: buffer)
    }

    func synchronize(_ descriptor: Int32) throws {
        try enter(.fsync)
        try inner.synchronize(descriptor)
    }

    func lock(_ descriptor: Int32) throws {
        try enter(.flock)
        try inner.lock(descriptor)
    }

    func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32) throws {
        try enter(.fchown)
        try inner.setAccess(descriptor, group: group, permissions: permissions)
    }

    func makeDirectory(_ path: String) throws {
        try enter(.mkdir)
        try inner.makeDirectory(path)
    }

    func rename(_ path: String, to newPath: String) throws {
        try enter(.rename)
        try inner.rename(path, to: newPath)
    }

    func exchange(_ path: String, with other: String) throws {
        try enter(.rename)
        try inner.exchange(path, with: other)
    }

    func makeLink(at path: String, to target: String) throws {
        try enter(.symlink)
        try inner.makeLink(at: path, to: target)
    }

    func readLink(_ path: String) throws -> String {
        try enter(.readlink)
        return try inner.readLink(path)
    }

    func unlink(_ path: String) throws {
        try enter(.unlink)
        try inner.unlink(path)
    }

    func removeDirectory(_ path: String) throws {
        try enter(.rmdir)
        try inner.removeDirectory(path)
    }

    func names(in path: String) throws -> [String] {
        try enter(.readdir)
        return try inner.names(in: path)
    }

    func status(of path: String) throws -> FileStatus {
        try enter(.stat)
        return try inner.status(of: path)
    }

    private func enter(_ call: SystemCall) throws {
        guard !isDead else { throw Killed() }
        count += 1
        switch fault {
        case .kill(let place) where place == count:
            die()
            throw Killed()
        case .error(let code, let place, let forGood) where place == count || forGood && place < count:
            throw SystemCallFailure(call, code: code)
        default: break
        }
    }

    /// What the kernel does for a process that is gone: its descriptors, and so its locks, go too.
    private func die() {
        isDead = true
        for descriptor in openDescriptors { try? inner.close(descriptor) }
        openDescriptors = []
    }
}
