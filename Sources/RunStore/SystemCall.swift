/// The system calls that a store makes, by their names in the manual.
public enum SystemCall: String, Sendable, CaseIterable {
    case open, mkdir, write, read, fsync, close, flock, fchown, rename, symlink, readlink, unlink, rmdir, readdir, stat

    /// Whether it makes something that was not there.
    var creates: Bool { self == .open || self == .mkdir || self == .symlink }
}
