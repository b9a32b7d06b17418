import Hashing
import Synchronization
import Tabular

/// A run that is being written, out of sight: `runs/.tmp-<id>`.
///
/// It ends published or abandoned, and is abandoned with its last reference. Files may be opened and
/// written from any task; `abandon` may come at any time, from a signal's dispatch source too.
public final class StagedRun: Sendable {
    public let id: RunID
    private let store: RunStore
    private let lock: StoreLock
    private let state = Mutex(State())

    private struct State {
        var isOver = false
        var files: [RunPath: StagedFile] = [:]
        /// By path within the run, and whether it is shared; the run itself is `""`.
        var directories: [String: Bool] = ["": false]
    }

    init(_ id: RunID, in store: RunStore, holding lock: StoreLock) throws {
        self.id = id
        self.store = store
        self.lock = lock
        try lock.check()
        try store.directory.makeDirectory(store.stagingPath(id))
    }

    deinit { abandon() }

    /// Opens a file of the run. It must be closed before the run is published.
    ///
    /// - Parameters:
    ///   - path: see `RunPath` for what it may be.
    ///   - readers: who may read it, besides the owner.
    public func file(_ path: String, readers: Readers = .owner) throws -> StagedFile {
        let path = try RunPath(path)
        let group = readers == .group ? store.readingGroup : nil
        return try state.withLock { state in
            try check(state)
            guard state.files[path] == nil, state.directories[path.description] == nil else {
                throw RunStoreError.pathTaken(path)
            }
            try makeDirectories(for: path, group: group, &state)
            let file = try StagedFile(path, at: fullPath(path.description), in: store.directory, group: group)
            state.files[path] = file
            return file
        }
    }

    /// Writes the manifest, commits the run and points `latest` at it. When this returns, the run is
    /// published and durable; when it throws, `latest` is one whole run as before, or this one.
    public func publish(_ facts: ManifestFacts) throws -> PublishedRun {
        do {
            return try publishOrThrow(facts)
        } catch {
            abandon()
            throw error
        }
    }

    /// Takes the place of the committed run of the same id, which is removed.
    ///
    /// - Returns: the content of the run as it is now.
    public func replaceCommitted(_ facts: ManifestFacts) throws -> SHA256Digest {
        do {
            return try state.withLock { state in
                let manifest = Manifest(run: id, entries: try entries(state), facts: facts)
                try seal(manifest, state)
                try store.exchange(id)
                // What the name stands for now is what was there before.
                state.isOver = true
                try store.directory.removeTree(store.stagingPath(id))
                return manifest.content
            }
        } catch {
            abandon()
            throw error
        }
    }

    /// Removes what was staged, as far as that can be; the next lock removes the rest. Nothing, once published.
    ///
    /// - Returns: whether this ended the run; false where it was published or abandoned before.
    @discardableResult
    public func abandon() -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            state.isOver = true
            for file in state.files.values { file.release() }
            try? store.directory.removeTree(store.stagingPath(id))
            return true
        }
    }

    private func publishOrThrow(_ facts: ManifestFacts) throws -> PublishedRun {
        let facts = facts.telling(AuditLog(store).mark)
        let manifest = try state.withLock { Manifest(run: id, entries: try entries($0), facts: facts) }
        if let twin = try store.committedRun(ofContent: manifest.content) {
            abandon()
            try store.pointLatest(at: twin)
            return PublishedRun(id: twin, content: manifest.content, wasCommittedBefore: true)
        }
        try state.withLock { state in
            try check(state)
            try seal(manifest, state)
            try store.commit(id)
            state.isOver = true
            try store.pointLatest(at: id)
        }
        return PublishedRun(id: id, content: manifest.content, wasCommittedBefore: false)
    }

    /// The manifest last, and every entry of every directory durable.
    private func seal(_ manifest: Manifest, _ state: State) throws {
        for path in state.directories.keys.sorted().reversed() where !path.isEmpty {
            try store.directory.synchronizeDirectory(fullPath(path))
        }
        let bytes = Array(manifest.text.utf8)
        try store.directory.createFile(fullPath(Manifest.fileName), bytes)
        let digest = Array(Manifest.digestText(of: bytes).utf8)
        try store.directory.createFile(fullPath(Manifest.digestFileName), digest)
        try store.directory.synchronizeDirectory(store.stagingPath(id))
    }

    private func entries(_ state: State) throws -> [ManifestEntry] {
        try check(state)
        return try state.files.map { path, file in
            guard let entry = file.entry else { throw RunStoreError.fileStillOpen(path) }
            return entry
        }
    }

    private func check(_ state: State) throws {
        if state.isOver { throw RunStoreError.runIsOver(id) }
        try lock.check()
    }

    private func makeDirectories(for path: RunPath, group: UInt32?, _ state: inout State) throws {
        for ancestor in [""] + path.ancestors {
            if let file = try? RunPath(ancestor), state.files[file] != nil { throw RunStoreError.pathTaken(path) }
            if state.directories[ancestor] == nil {
                try store.directory.makeDirectory(fullPath(ancestor))
                state.directories[ancestor] = false
            }
            if let group, state.directories[ancestor] == false {
                try store.directory.share(directory: fullPath(ancestor), group: group)
                state.directories[ancestor] = true
            }
        }
    }

    private func fullPath(_ path: String) -> String {
        path.isEmpty ? store.stagingPath(id) : store.stagingPath(id) + "/" + path
    }
}
