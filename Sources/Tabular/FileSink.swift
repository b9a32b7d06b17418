import Glibc

/// A plain file: for what a command writes where the user asked, not for what a run publishes.
///
/// What is not closed, for a full disk or another fault, is removed, or emptied behind a link: a cut file would pass for
/// a whole one. A signal leaves it.
public final class FileSink: ByteSink {
    private let path: String
    private var descriptor: Int32
    /// Of a regular file; nil of a terminal, a pipe or a device.
    private let identity: (device: UInt, inode: UInt)?

    /// Creates the file, or empties it: for its owner's eyes only (0600), whoever could read what was there.
    /// - Throws: `TabularError.writeFailed`.
    public convenience init(path: String) throws { try self.init(path, 0) }

    /// Creates the file (0600) where nothing has its name, not even a link to nowhere.
    /// - Throws: `TabularError.writeFailed`, with `EEXIST` where something has.
    public convenience init(newFileAt path: String) throws { try self.init(path, O_EXCL | O_NOFOLLOW) }

    private init(_ path: String, _ flags: Int32) throws {
        let opened = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
        guard opened >= 0 else { throw TabularError.writeFailed(file: path, errno: errno) }
        var status = stat()
        let isRegular = fstat(opened, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        identity = isRegular ? (UInt(status.st_dev), UInt(status.st_ino)) : nil
        self.path = path
        descriptor = opened
        // What is somebody else's is left as it is.
        if isRegular, fchmod(opened, 0o600) != 0 || ftruncate(opened, 0) != 0 {
            let error = errno
            _ = Glibc.close(opened)
            descriptor = -1
            throw TabularError.writeFailed(file: path, errno: error)
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        if identity != nil { _ = ftruncate(descriptor, 0) }
        _ = Glibc.close(descriptor)
        remove()
    }

    /// Takes the file away, where the path is its own name still: of a link, and of what has taken its place, nothing.
    private func remove() {
        var status = stat()
        guard let identity, lstat(path, &status) == 0, identity == (UInt(status.st_dev), UInt(status.st_ino)) else {
            return
        }
        _ = unlink(path)
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
        let error = errno
        descriptor = -1
        guard result == 0 else {
            remove()
            throw TabularError.writeFailed(file: path, errno: error)
        }
    }
}
