/// Why a store opens a name. None follows a link; all close on exec.
public enum OpenPurpose: Sendable {
    /// An existing file, to read.
    case reading
    /// An existing directory, to sync it or to change who may read it.
    case directory
    /// A file that must not exist, to write, 0600.
    case newFile
    /// The lock file, made (0600) where it is missing.
    case lockFile
}
