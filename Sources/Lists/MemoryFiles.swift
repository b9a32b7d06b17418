import CXlsxWriter

/// Where files are in memory and on no disk.
enum MemoryFiles {
    static let directory = "/dev/shm"

    /// Whether files can be made there. The library would make a file elsewhere where it cannot make one there: there
    /// must be room for many.
    static var areThere: Bool { anticipate_memory_files_free(directory) >= leastFiles }

    private static let leastFiles: UInt = 1_000
}
