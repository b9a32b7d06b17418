import Foundation
import Glibc

/// Where tests write. Whatever a test leaves goes with its process, and what a process left that was killed goes with
/// the next one.
public enum TestFolder {
    /// A place of a test's own, at which there is nothing yet.
    /// - Parameter isInMemory: whether it is in memory, where the machine has that as a folder.
    public static func path(_ name: String, isInMemory: Bool = false) -> URL {
        (isInMemory ? memory ?? disk : disk).appending(path: "\(name)-\(UUID().uuidString)")
    }

    private static let disk = root(in: FileManager.default.temporaryDirectory)
    private static let memory =
        FileManager.default.isWritableFile(atPath: "/dev/shm") ? root(in: URL(filePath: "/dev/shm")) : nil
    private static let prefix = "anticipate-tests-"

    /// The process's own folder, without those of processes that are no more.
    private static func root(in parent: URL) -> URL {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] {
            guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0,
                errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
        let root = parent.appending(path: "\(prefix)\(getpid())")
        try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        atexit {
            for root in [TestFolder.disk, TestFolder.memory].compactMap(\.self) {
                try? FileManager.default.removeItem(at: root)
            }
        }
        return root
    }
}
