import RunStore

/// A file system that hands every call on: what a test wraps overrides what it changes.
class ForwardingFileSystem: FileSystem, @unchecked Sendable {
    let inner: any FileSystem

    init(_ inner: any FileSystem) { self.inner = inner }

    var user: UInt32 { inner.user }
    func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 { try inner.open(path, for: purpose) }
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws -> Int {
        try inner.write(descriptor, bytes)
    }
    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try inner.read(descriptor, into: buffer)
    }
    func synchronize(_ descriptor: Int32) throws { try inner.synchronize(descriptor) }
    func close(_ descriptor: Int32) throws { try inner.close(descriptor) }
    func lock(_ descriptor: Int32) throws { try inner.lock(descriptor) }
    func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32) throws {
        try inner.setAccess(descriptor, group: group, permissions: permissions)
    }
    func makeDirectory(_ path: String) throws { try inner.makeDirectory(path) }
    func rename(_ path: String, to newPath: String) throws { try inner.rename(path, to: newPath) }
    func exchange(_ path: String, with other: String) throws { try inner.exchange(path, with: other) }
    func makeLink(at path: String, to target: String) throws { try inner.makeLink(at: path, to: target) }
    func readLink(_ path: String) throws -> String { try inner.readLink(path) }
    func unlink(_ path: String) throws { try inner.unlink(path) }
    func removeDirectory(_ path: String) throws { try inner.removeDirectory(path) }
    func names(in path: String) throws -> [String] { try inner.names(in: path) }
    func status(of path: String) throws -> FileStatus { try inner.status(of: path) }
}
