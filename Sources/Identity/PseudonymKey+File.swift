import Glibc

/// A key's file: 64 hexadecimal digits and a line end, which its owner alone can read and nobody can write (0400).
extension PseudonymKey {
    private static let digitCount = 2 * byteCount
    private static let permissions: mode_t = 0o400

    /// Reads a key.
    /// - Throws: `IdentityError` where the file is not there, not ours alone, or holds no key.
    public init(file path: String) throws {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw IdentityError(opening: path, code: errno) }
        defer { close(descriptor) }
        try Self.checkAccess(descriptor, path)
        self.init(bytes: try Self.key(in: Self.contents(descriptor, path), path))
    }

    /// Makes a file with a new key. A file that is there is never touched.
    /// - Throws: `IdentityError`; nothing is left behind then.
    public static func create(at path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? IdentityError.keyExists(file: name(path)) : .keyNotMade(file: name(path), code: errno)
        }
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        var text = (0..<digitCount).map { _ in digits[Int(generator.next(upperBound: UInt8(16)))] }
        text.append(UInt8(ascii: "\n"))
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let isDurable =
            written == text.count && fchmod(descriptor, permissions) == 0 && fsync(descriptor) == 0
        let code = errno
        guard close(descriptor) == 0, isDurable, synchronizeFolder(of: path) else {
            unlink(path)
            throw IdentityError.keyNotMade(file: name(path), code: code)
        }
    }

    private static func checkAccess(_ descriptor: Int32, _ path: String) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw IdentityError(opening: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw IdentityError.keyIsNoFile(file: name(path)) }
        guard status.st_uid == geteuid() else { throw IdentityError.keyNotOurs(file: name(path)) }
        let found = status.st_mode & 0o7777
        guard found == permissions else {
            throw IdentityError.keyTooOpen(file: name(path), permissions: UInt32(found))
        }
    }

    /// One byte more than a key has, where there is more.
    private static func contents(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: digitCount + 2) { buffer, count in
            count = 0
            while count < buffer.count {
                let read = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if read < 0, errno == EINTR { continue }
                guard read >= 0 else { throw IdentityError(opening: path, code: errno) }
                if read == 0 { break }
                count += read
            }
        }
    }

    private static func key(in text: [UInt8], _ path: String) throws -> [UInt8] {
        let digits = text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
        let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == digitCount, values.count == digitCount else {
            throw IdentityError.noKey(file: name(path))
        }
        return (0..<byteCount).map { UInt8(values[2 * $0] << 4 | values[2 * $0 + 1]) }
    }

    private static func synchronizeFolder(of path: String) -> Bool {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}

extension IdentityError {
    fileprivate init(opening path: String, code: Int32) {
        let file = name(path)
        switch code {
        case ENOENT, ENOTDIR: self = .keyMissing(file: file)
        case ELOOP: self = .keyIsNoFile(file: file)
        case EACCES, EPERM: self = .keyNotOurs(file: file)
        default: self = .keyUnreadable(file: file, code: code)
        }
    }
}

/// The file's name, for messages.
private func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
