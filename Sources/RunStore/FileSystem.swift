/// What a store needs of the operating system: one system call a function, none retried.
///
/// Paths are relative to the store's directory. Everything throws `SystemCallFailure`.
/// `PosixFileSystem` is the only implementation in production; tests wrap it to fail,
/// kill or record at any call.
public protocol FileSystem: Sendable {
    /// The effective user.
    var user: UInt32 { get }

    func open(_ path: String, for purpose: OpenPurpose) throws -> Int32
    /// The count of bytes taken, which may be less than given.
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws -> Int
    /// The count of bytes read; 0 at the end.
    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    func synchronize(_ descriptor: Int32) throws
    /// The descriptor is gone even when this throws.
    func close(_ descriptor: Int32) throws
    /// Takes the exclusive lock, or fails with `EWOULDBLOCK` at once.
    func lock(_ descriptor: Int32) throws
    func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32) throws

    /// Makes a directory, 0700.
    func makeDirectory(_ path: String) throws
    func rename(_ path: String, to newPath: String) throws
    /// Lets two names trade places: at every moment both are there.
    func exchange(_ path: String, with other: String) throws
    func makeLink(at path: String, to target: String) throws
    func readLink(_ path: String) throws -> String
    func unlink(_ path: String) throws
    func removeDirectory(_ path: String) throws
    /// The names in a directory, in no order, without `.` and `..`.
    func names(in path: String) throws -> [String]
    func status(of path: String) throws -> FileStatus
}
