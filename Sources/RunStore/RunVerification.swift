import Glibc

/// One pass over one run.
struct RunVerification {
    private let id: RunID
    private let root: String
    private let directory: StoreDirectory
    private var problems: [VerificationProblem] = []
    private var files: [String: FileStatus] = [:]
    private var directories: [String: FileStatus] = [:]

    init(of id: RunID, at root: String, in directory: StoreDirectory) {
        self.id = id
        self.root = root
        self.directory = directory
    }

    /// Sorted by path.
    mutating func run() throws -> [VerificationProblem] {
        let status = try directory.status(of: root)
        guard status.kind == .directory else { return [VerificationProblem(".", .notADirectory)] }
        directories["."] = status
        try walk(".")
        if let manifest = try readManifest() { try compare(with: manifest) }
        return problems.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func walk(_ path: String) throws {
        let names = try attempt(path) { directory, path in try directory.names(in: path) } ?? []
        for name in names.sorted() {
            let inner = path == "." ? name : path + "/" + name
            guard let status = try attempt(inner, { directory, path in try directory.status(of: path) }) else {
                continue
            }
            if status.kind == .directory {
                directories[inner] = status
                try walk(inner)
            } else {
                files[inner] = status
            }
        }
    }

    /// Nil, with the problem noted, where the manifest is not the one that was published.
    private mutating func readManifest() throws -> Manifest? {
        let manifest = try attempt(Manifest.fileName) { directory, path in try directory.contents(of: path) }
        let digest = try attempt(Manifest.digestFileName) { directory, path in try directory.contents(of: path) }
        guard let manifest, let digest else { return nil }
        guard digest == Array(Manifest.digestText(of: manifest).utf8) else {
            note(Manifest.fileName, .changed)
            return nil
        }
        do {
            return try Manifest(manifest)
        } catch {
            note(Manifest.fileName, .malformedManifest(error))
            return nil
        }
    }

    private mutating func compare(with manifest: Manifest) throws {
        if manifest.run != id { note(Manifest.fileName, .otherRun) }
        for entry in manifest.entries { try compare(with: entry) }
        for name in Manifest.fileNames { checkAccess(name, files.removeValue(forKey: name), permissions: 0o600) }
        compareDirectories(with: manifest)
        for path in files.keys { note(path, .added) }
    }

    private mutating func compare(with entry: ManifestEntry) throws {
        let path = entry.path.description
        guard let status = files.removeValue(forKey: path) else { return note(path, .missing) }
        guard status.kind == .file else { return note(path, .notAFile) }
        checkAccess(path, status, permissions: entry.permissions)
        guard status.size == entry.byteCount else {
            return note(path, .size(found: status.size, expected: entry.byteCount))
        }
        let digest = try attempt(path) { directory, path in try directory.digest(of: path) }
        if let digest, digest != entry.digest { note(path, .changed) }
    }

    private mutating func compareDirectories(with manifest: Manifest) {
        var expected: [String: UInt32] = [".": 0o700]
        for entry in manifest.entries {
            for path in ["."] + entry.path.ancestors where expected[path] != 0o750 {
                expected[path] = entry.isShared ? 0o750 : 0o700
            }
        }
        for (path, status) in directories {
            if let permissions = expected[path] {
                checkAccess(path, status, permissions: permissions)
            } else {
                note(path, .added)
            }
        }
    }

    private mutating func checkAccess(_ path: String, _ status: FileStatus?, permissions: UInt32) {
        guard let status else { return note(path, .missing) }
        if status.owner != directory.fileSystem.user { note(path, .notOurs) }
        if status.permissions != permissions {
            note(path, .permissions(found: status.permissions, expected: permissions))
        }
    }

    /// Nil, with the problem noted, where the file system refuses.
    private mutating func attempt<Result>(
        _ path: String, _ body: (_ directory: StoreDirectory, _ fullPath: String) throws -> Result
    ) throws -> Result? {
        do {
            return try body(directory, fullPath(path))
        } catch let error as RunStoreError {
            guard let code = error.code else { throw error }
            note(path, code == ENOENT ? .missing : .unreadable(code: code))
            return nil
        }
    }

    private mutating func note(_ path: String, _ kind: VerificationProblem.Kind) {
        problems.append(VerificationProblem(path, kind))
    }

    private func fullPath(_ path: String) -> String { path == "." ? root : root + "/" + path }
}
