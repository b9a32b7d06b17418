import Glibc

/// A file, read once from its start. Its size and time must be the same at the end as they were at the start.
public final class FileSource: ByteSource {
    private let path: String
    private let name: String
    private let descriptor: Int32
    private let opened: Fingerprint
    /// Bytes in the file when it was opened; 0 for a pipe.
    public let size: Int
    private let count: ByteCount?

    private struct Fingerprint: Equatable {
        let inode: UInt, size: Int, seconds: Int, nanoseconds: Int

        init(_ status: stat) {
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// - Parameters:
    ///   - name: how messages name the file: relative to the configuration, never a full path.
    ///   - count: told the bytes that are read.
    public init(path: String, name: String, count: ByteCount? = nil) throws {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            throw errno == ENOENT ? TabularError.missing(file: name) : .unreadable(file: name, errno: errno)
        }
        var status = stat()
        if let error = Self.lookAt(opened, &status) {
            // Nobody else would: `deinit` does not run before all members are set.
            close(opened)
            throw TabularError.unreadable(file: name, errno: error)
        }
        self.path = path
        self.name = name
        self.count = count
        descriptor = opened
        self.opened = Fingerprint(status)
        size = Int(status.st_size)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// - Returns: the error number of what cannot be read as a file.
    private static func lookAt(_ descriptor: Int32, _ status: inout stat) -> Int32? {
        guard fstat(descriptor, &status) == 0 else { return errno }
        return status.st_mode & S_IFMT == S_IFDIR ? EISDIR : nil
    }

    deinit { close(descriptor) }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let read = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if read > 0 {
                count?.add(read)
                return read
            }
            if read == 0 {
                try checkUnchanged()
                return 0
            }
            if errno != EINTR { throw TabularError.unreadable(file: name, errno: errno) }
        }
    }

    private func checkUnchanged() throws {
        var now = stat()
        guard fstat(descriptor, &now) == 0 else { throw TabularError.unreadable(file: name, errno: errno) }
        if now.st_mode & S_IFMT == S_IFREG, Fingerprint(now) != opened {
            throw TabularError.changedWhileRead(file: name)
        }
    }
}
