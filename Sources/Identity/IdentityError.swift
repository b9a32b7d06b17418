import Glibc

/// Why a pseudonym key cannot be used or made.
public enum IdentityError: Error, Equatable, Sendable {
    case keyMissing(file: String)
    case keyUnreadable(file: String, code: Int32)
    /// A link, a directory, a pipe.
    case keyIsNoFile(file: String)
    case keyNotOurs(file: String)
    case keyTooOpen(file: String, permissions: UInt32)
    case noKey(file: String)
    case keyExists(file: String)
    case keyNotMade(file: String, code: Int32)
}

extension IdentityError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .keyMissing(let file): "the key \(file) is not there; `anticipate key --out FILE` makes one"
        case .keyUnreadable(let file, let code): "the key \(file) cannot be read: \(String(cString: strerror(code)))"
        case .keyIsNoFile(let file): "the key \(file) must be a regular file, and no link to one"
        case .keyNotOurs(let file): "the key \(file) must belong to the user who runs the program"
        case .keyTooOpen(let file, let permissions):
            "the key \(file) has permissions 0\(String(permissions, radix: 8)); only 0400 is allowed"
        case .noKey(let file):
            "the key \(file) holds no key: 64 hexadecimal digits, as `anticipate key` writes them"
        case .keyExists(let file): "\(file): is there already, and a key is never written over"
        case .keyNotMade(let file, let code): "\(file): the key cannot be made: \(String(cString: strerror(code)))"
        }
    }
}
