import Glibc

/// A plain file: for what a command writes where the user asked, not for what a run publishes.
public final class FileSink: ByteSink {
    private let path: String
    private var descriptor: Int32

    /// Creates the file, or empties it: for its owner's eyes only (0600), whoever could read what was there.
    /// - Throws: `TabularError.writeFailed`.
    public convenience init(path: String) throws { try self.init(path, O_TRUNC) }

    /// Creates the file (0600) where nothing has its name, not even a link to nowhere.
    /// - Throws: `TabularError.writeFailed`, with `EEXIST` where something has.
    public convenience init(newFileAt path: String) throws { try self.init(path, O_EXCL | O_NOFOLLOW) }

    private init(_ path: String, _ flags: Int32) throws {
        let opened = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
        guard opened >= 0 else { throw TabularError.writeFailed(file: path, errno: errno) }
        if let error = Self.keepToOwner(opened) {
            // Closed here and nowhere else: `deinit` does not run before all members are set.
            _ = Glibc.close(opened)
            throw TabularError.writeFailed(file: path, errno: error)
        }
        self.path = path
        descriptor = opened
    }

    /// - Returns: the error number where a regular file cannot be kept to its owner.
    private static func keepToOwner(_ descriptor: Int32) -> Int32? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return fchmod(descriptor, 0o600) == 0 ? nil : errno
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, chunk.baseAddress, chunk.count)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw TabularError.writeFailed(file: path, errno: errno)
            }
        }
    }

    public func close() throws {
        let result = Glibc.close(descriptor)
        descriptor = -1
        if result != 0 { throw TabularError.writeFailed(file: path, errno: errno) }
    }
}
