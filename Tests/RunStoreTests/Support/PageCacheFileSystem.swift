import Glibc
import RunStore
import TestSupport

/// A file system in memory that knows what a power cut would leave.
///
/// A file keeps the bytes of its last sync; a directory keeps the names of its last sync and the
/// changes since, each of which a cut may keep or lose on its own. That is less than ext4 promises
/// and all that POSIX does.
final class PageCacheFileSystem: FileSystem, @unchecked Sendable {
    /// What a cut does with what was not synced.
    enum Cut {
        /// Nothing of it was written.
        case nothing
        /// All the names were, and none of the bytes: the zero-length files of a careless program.
        case namesOnly
        /// Any of the names and any beginning of the bytes.
        case some(seed: UInt64)
    }

    private final class Node {
        let kind: FileStatus.Kind
        var target = ""
        var bytes: [UInt8] = []
        var syncedBytes: [UInt8] = []
        var names: [String: Node] = [:]
        var syncedNames: [String: Node] = [:]
        var changes: [[String: Node?]] = []

        init(_ kind: FileStatus.Kind) { self.kind = kind }

        func change(_ names: [String: Node?]) {
            for (name, node) in names { self.names[name] = node }
            changes.append(names)
        }
    }

    // Unchecked: one task at a time.
    private let root: Node
    private var descriptors: [Int32: (node: Node, offset: Int)] = [:]
    private var nextDescriptor: Int32 = 100
    private var lockHolder: Int32?

    init() { root = Node(.directory) }

    private init(root: Node) { self.root = root }

    let user: UInt32 = 1000

    /// The file system after the power came back.
    func afterPowerCut(_ cut: Cut) -> PageCacheFileSystem {
        var seed: UInt64 = 0
        if case .some(let given) = cut { seed = given }
        var generator = SplitMix(state: seed)
        return PageCacheFileSystem(root: survivor(of: root, cut, &generator))
    }

    private func survivor(of node: Node, _ cut: Cut, _ generator: inout SplitMix) -> Node {
        let left = Node(node.kind)
        left.target = node.target
        left.bytes = survivingBytes(of: node, cut, &generator)
        left.syncedBytes = left.bytes
        for (name, inner) in survivingNames(of: node, cut, &generator).sorted(by: { $0.key < $1.key }) {
            left.names[name] = survivor(of: inner, cut, &generator)
        }
        left.syncedNames = left.names
        return left
    }

    private func survivingBytes(of node: Node, _ cut: Cut, _ generator: inout SplitMix) -> [UInt8] {
        guard case .some = cut, node.bytes != node.syncedBytes else { return node.syncedBytes }
        return Array(node.bytes.prefix(Int.random(in: 0...node.bytes.count, using: &generator)))
    }

    private func survivingNames(of node: Node, _ cut: Cut, _ generator: inout SplitMix) -> [String: Node] {
        var names = node.syncedNames
        for change in node.changes {
            let isKept =
                switch cut {
                case .nothing: false
                case .namesOnly: true
                case .some: Bool.random(using: &generator)
                }
            if isKept { for (name, inner) in change { names[name] = inner } }
        }
        return names
    }

    func open(_ path: String, for purpose: OpenPurpose) throws -> Int32 {
        let (directory, name) = try place(of: path, .open)
        let found = name == "." ? directory : directory.names[name]
        switch purpose {
        case .newFile where found != nil: throw SystemCallFailure(.open, code: EEXIST)
        case .newFile, .lockFile:
            let node = found ?? Node(.file)
            if found == nil { directory.change([name: node]) }
            return descriptor(for: node)
        case .reading, .directory:
            guard let found else { throw SystemCallFailure(.open, code: ENOENT) }
            return descriptor(for: found)
        }
    }

    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws -> Int {
        try node(descriptor, .write).bytes.append(contentsOf: bytes)
        return bytes.count
    }

    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let rest = try node(descriptor, .read).bytes.dropFirst(descriptors[descriptor]!.offset).prefix(buffer.count)
        buffer.copyBytes(from: rest)
        descriptors[descriptor]!.offset += rest.count
        return rest.count
    }

    func synchronize(_ descriptor: Int32) throws {
        let node = try node(descriptor, .fsync)
        node.syncedBytes = node.bytes
        node.syncedNames = node.names
        node.changes = []
    }

    func close(_ descriptor: Int32) throws {
        _ = try node(descriptor, .close)
        descriptors[descriptor] = nil
        if lockHolder == descriptor { lockHolder = nil }
    }

    func lock(_ descriptor: Int32) throws {
        guard lockHolder == nil else { throw SystemCallFailure(.flock, code: EWOULDBLOCK) }
        lockHolder = descriptor
    }

    func setAccess(_ descriptor: Int32, group: UInt32, permissions: UInt32) throws {}

    func makeDirectory(_ path: String) throws { try add(Node(.directory), at: path, .mkdir) }

    func makeLink(at path: String, to target: String) throws {
        let node = Node(.link)
        node.target = target
        try add(node, at: path, .symlink)
    }

    func rename(_ path: String, to newPath: String) throws {
        let (directory, name) = try place(of: path, .rename)
        let (newDirectory, newName) = try place(of: newPath, .rename)
        precondition(directory === newDirectory, "The protocol renames within a directory.")
        guard let node = directory.names[name] else { throw SystemCallFailure(.rename, code: ENOENT) }
        directory.change([name: nil, newName: node])
    }

    func exchange(_ path: String, with other: String) throws {
        let (directory, name) = try place(of: path, .rename)
        let (otherDirectory, otherName) = try place(of: other, .rename)
        precondition(directory === otherDirectory, "The protocol exchanges within a directory.")
        guard let node = directory.names[name], let otherNode = directory.names[otherName] else {
            throw SystemCallFailure(.rename, code: ENOENT)
        }
        directory.change([name: otherNode, otherName: node])
    }

    func readLink(_ path: String) throws -> String { try find(path, .readlink).target }

    func unlink(_ path: String) throws { try remove(path, .unlink) }

    func removeDirectory(_ path: String) throws { try remove(path, .rmdir) }

    func names(in path: String) throws -> [String] { Array(try find(path, .readdir).names.keys) }

    func status(of path: String) throws -> FileStatus {
        let node = try find(path, .stat)
        return FileStatus(
            kind: node.kind, permissions: node.kind == .directory ? 0o700 : 0o600, owner: user, size: node.bytes.count)
    }

    private func descriptor(for node: Node) -> Int32 {
        nextDescriptor += 1
        descriptors[nextDescriptor] = (node, 0)
        return nextDescriptor
    }

    private func node(_ descriptor: Int32, _ call: SystemCall) throws -> Node {
        guard let open = descriptors[descriptor] else { throw SystemCallFailure(call, code: EBADF) }
        return open.node
    }

    private func place(of path: String, _ call: SystemCall) throws -> (directory: Node, name: String) {
        let parts = path.split(separator: "/").map(String.init)
        var node = root
        for part in parts.dropLast() {
            guard let next = node.names[part] else { throw SystemCallFailure(call, code: ENOENT) }
            node = next
        }
        return (node, parts.last ?? ".")
    }

    private func find(_ path: String, _ call: SystemCall) throws -> Node {
        let (directory, name) = try place(of: path, call)
        guard let node = name == "." ? directory : directory.names[name] else {
            throw SystemCallFailure(call, code: ENOENT)
        }
        return node
    }

    private func add(_ node: Node, at path: String, _ call: SystemCall) throws {
        let (directory, name) = try place(of: path, call)
        guard directory.names[name] == nil else { throw SystemCallFailure(call, code: EEXIST) }
        directory.change([name: node])
    }

    private func remove(_ path: String, _ call: SystemCall) throws {
        let (directory, name) = try place(of: path, call)
        guard let node = directory.names[name] else { throw SystemCallFailure(call, code: ENOENT) }
        guard node.names.isEmpty else { throw SystemCallFailure(call, code: ENOTEMPTY) }
        directory.change([name: nil])
    }
}
