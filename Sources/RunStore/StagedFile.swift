import Hashing
import Synchronization
import Tabular

/// A file of a staged run: hashed and counted while it is written, durable once closed.
///
/// Any task may write it; the writes of one file must be in an order, so one at a time.
public final class StagedFile: ByteSink, Sendable {
    public let path: RunPath
    private let fullPath: String
    private let directory: StoreDirectory
    private let isShared: Bool
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32?
        var hasher = SHA256Hasher()
        var pending: [UInt8] = []
        var byteCount = 0
        var rows: Int?
        var isWhole = false
    }

    private static let bufferSize = 1 << 16

    /// - Parameter group: may read the file; nil leaves it to the owner.
    init(_ path: RunPath, at fullPath: String, in directory: StoreDirectory, group: UInt32?) throws {
        self.path = path
        self.fullPath = fullPath
        self.directory = directory
        isShared = group != nil
        let descriptor = try directory.open(fullPath, for: .newFile)
        state = Mutex(State(descriptor: descriptor))
        if let group { try directory.setAccess(descriptor, group: group, permissions: 0o640, path: fullPath) }
    }

    deinit { release() }

    /// The count of rows, header apart: for the manifest, set at any time before the run is published.
    public var rows: Int? {
        get { state.withLock { $0.rows } }
        set { state.withLock { $0.rows = newValue } }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try state.withLock { state in
            guard let descriptor = state.descriptor else { throw RunStoreError.fileIsClosed(path) }
            state.pending.append(contentsOf: bytes)
            if state.pending.count >= Self.bufferSize { try flush(&state, to: descriptor) }
        }
    }

    /// Makes the bytes durable. A file that fails here cannot be published.
    public func close() throws {
        try state.withLock { state in
            guard let descriptor = state.descriptor else { return }
            try flush(&state, to: descriptor)
            try directory.synchronize(descriptor, path: fullPath)
            state.descriptor = nil
            try directory.close(descriptor, path: fullPath)
            state.isWhole = true
        }
    }

    /// What the manifest says of the file; nil before it was closed whole.
    var entry: ManifestEntry? {
        state.withLock { state in
            guard state.isWhole else { return nil }
            return ManifestEntry(
                path: path, byteCount: state.byteCount, rows: state.rows, digest: state.hasher.digest(),
                isShared: isShared)
        }
    }

    /// Gives the descriptor up, whole or not.
    func release() {
        state.withLock { state in
            if let descriptor = state.descriptor { try? directory.close(descriptor, path: fullPath) }
            state.descriptor = nil
        }
    }

    private func flush(_ state: inout State, to descriptor: Int32) throws {
        try state.pending.withUnsafeBytes { pending in
            try directory.writeAll(pending, to: descriptor, path: fullPath)
            state.hasher.update(pending)
        }
        state.byteCount += state.pending.count
        state.pending.removeAll(keepingCapacity: true)
    }
}
