import Glibc
import RunStore

/// A publish protocol with one of its cares left out: what the accident tests must catch.
final class Mutant: ForwardingFileSystem, @unchecked Sendable {
    enum Change: CaseIterable { case noFileSync, noDirectorySync, earlyFlip, sharedTemporaryName, inPlaceWrite }

    private let change: Change
    private var directories: Set<Int32> = []

    init(_ change: Change, _ inner: any FileSystem) {
        self.change = change
        super.init(inner)
    }

    override func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 {
        let descriptor = try super.open(changed(path), for: purpose)
        if case .directory = purpose { directories.insert(descriptor) } else { directories.remove(descriptor) }
        return descriptor
    }

    override func synchronize(_ descriptor: Int32) throws {
        switch change {
        case .noFileSync where !directories.contains(descriptor): break
        case .noDirectorySync where directories.contains(descriptor): break
        default: try super.synchronize(descriptor)
        }
    }

    override func makeDirectory(_ path: String) throws {
        do {
            try super.makeDirectory(changed(path))
        } catch let failure as SystemCallFailure where failure.code == EEXIST && change == .sharedTemporaryName {}
    }

    override func rename(_ path: String, to newPath: String) throws {
        let isCommit = path.hasPrefix("runs/.tmp-")
        if isCommit, change == .inPlaceWrite { return }
        if isCommit, change == .earlyFlip {
            try super.makeLink(at: ".latest-early", to: newPath)
            try super.rename(".latest-early", to: "latest")
        }
        try super.rename(changed(path), to: newPath)
    }

    override func names(in path: String) throws -> [String] { try super.names(in: changed(path)) }
    override func status(of path: String) throws -> FileStatus { try super.status(of: changed(path)) }
    override func unlink(_ path: String) throws { try super.unlink(changed(path)) }
    override func removeDirectory(_ path: String) throws { try super.removeDirectory(changed(path)) }

    private func changed(_ path: String) -> String {
        let parts = path.split(separator: "/")
        guard parts.count > 1, parts[0] == "runs", parts[1].hasPrefix(".tmp-") else { return path }
        let rest = parts.dropFirst(2).map { "/" + $0 }.joined()
        switch change {
        case .sharedTemporaryName: return "runs/staging" + rest
        case .inPlaceWrite: return "runs/" + parts[1].dropFirst(".tmp-".count) + rest
        default: return path
        }
    }
}
