import CTabular
import Glibc

/// The real file system below one directory, which is opened once and reached by its descriptor.
public final class PosixFileSystem: FileSystem {
    private let root: Int32

    public var user: UInt32 { geteuid() }

    /// - Parameter creating: makes the directory (0700, its parent must exist) where it is missing.
    public init(directory: String, creating: Bool) throws {
        if creating { try Self.create(directory) }
        root = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if root < 0 { throw SystemCallFailure(.open, code: errno) }
    }

    deinit { _ = Glibc.close(root) }

    public func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 {
        let flags = purpose.flags | O_NOFOLLOW | O_CLOEXEC
        return try check(.open, openat(root, path, flags, 0o600))
    }

    public func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws -> Int {
        try check(.write, Glibc.write(descriptor, bytes.baseAddress, bytes.count))
    }

    public func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try check(.read, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
    }

    public func synchronize(_ descriptor: Int32) throws { try check(.fsync, fsync(descriptor)) }

    public func close(_ descriptor: Int32) throws {
        // A process that is being started has a copy until it is: closing alone would leave it the lock so long.
        _ = flock(descriptor, LOCK_UN)
        try check(.close, Glibc.close(descriptor))
    }

    public func lock(_ descriptor: Int32) throws { try check(.flock, flock(descriptor, LOCK_EX | LOCK_NB)) }

    public func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32) throws {
        try check(.fchown, fchown(descriptor, UInt32.max, group))
        try check(.fchown, fchmod(descriptor, permissions))
    }

    public func makeDirectory(_ path: String) throws { try check(.mkdir, mkdirat(root, path, 0o700)) }

    public func rename(_ path: String, to newPath: String) throws {
        try check(.rename, renameat(root, path, root, newPath))
    }

    public func exchange(_ path: String, with other: String) throws {
        try check(.rename, anticipate_exchange(root, path, other))
    }

    public func makeLink(at path: String, to target: String) throws {
        try check(.symlink, symlinkat(target, root, path))
    }

    public func readLink(_ path: String) throws -> String {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(PATH_MAX)) { buffer in
            let length = buffer.withMemoryRebound(to: CChar.self) {
                readlinkat(root, path, $0.baseAddress!, $0.count)
            }
            try check(.readlink, length)
            return String(decoding: buffer[..<length], as: UTF8.self)
        }
    }

    public func unlink(_ path: String) throws { try check(.unlink, unlinkat(root, path, 0)) }

    public func removeDirectory(_ path: String) throws { try check(.rmdir, unlinkat(root, path, AT_REMOVEDIR)) }

    public func names(in path: String) throws -> [String] {
        let descriptor = try check(.readdir, openat(root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            _ = Glibc.close(descriptor)
            throw SystemCallFailure(.readdir, code: code)
        }
        defer { closedir(stream) }
        return try Self.names(from: stream)
    }

    public func status(of path: String) throws -> FileStatus {
        var status = stat()
        try check(.stat, fstatat(root, path, &status, AT_SYMLINK_NOFOLLOW))
        return FileStatus(
            kind: FileStatus.Kind(mode: status.st_mode), permissions: status.st_mode & 0o7777,
            owner: status.st_uid, size: Int(status.st_size))
    }

    private static func names(from stream: OpaquePointer) throws -> [String] {
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        if errno != 0 { throw SystemCallFailure(.readdir, code: errno) }
        return names
    }

    /// Makes the directory and its entry durable, or finds it there.
    private static func create(_ directory: String) throws {
        if mkdir(directory, 0o700) != 0 {
            if errno == EEXIST { return }
            throw SystemCallFailure(.mkdir, code: errno)
        }
        let parent = Glibc.open(directory + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw SystemCallFailure(.open, code: errno) }
        defer { _ = Glibc.close(parent) }
        if fsync(parent) != 0 { throw SystemCallFailure(.fsync, code: errno) }
    }

    @discardableResult
    private func check<Result: FixedWidthInteger>(_ call: SystemCall, _ result: Result) throws -> Result {
        if result < 0 { throw SystemCallFailure(call, code: errno) }
        return result
    }
}

extension OpenPurpose {
    fileprivate var flags: Int32 {
        switch self {
        case .reading: O_RDONLY | O_NONBLOCK
        case .directory: O_RDONLY | O_DIRECTORY
        case .newFile: O_WRONLY | O_CREAT | O_EXCL
        case .lockFile: O_RDWR | O_CREAT
        }
    }
}

extension FileStatus.Kind {
    fileprivate init(mode: UInt32) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .link
        default: self = .other
        }
    }
}
