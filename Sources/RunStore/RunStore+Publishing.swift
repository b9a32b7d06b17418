import Glibc
import Hashing

/// The last steps of the protocol. Their callers hold the lock.
extension RunStore {
    /// Commits a sealed run: from here on it is one of `runs`, and durable.
    func commit(_ id: RunID) throws {
        try directory.rename(stagingPath(id), to: path(id))
        do {
            try directory.synchronizeDirectory(Self.runsPath)
        } catch {
            // A later sync could succeed without having written the name: take it back.
            try? directory.rename(path(id), to: stagingPath(id))
            throw error
        }
    }

    /// Publishes a committed run: durable once this returns.
    func pointLatest(at id: RunID) throws {
        // A run found committed may have lost its process before its name was durable.
        try directory.synchronizeDirectory(Self.runsPath)
        let link = temporaryName(".latest-")
        try directory.makeLink(at: link, to: path(id))
        try replace(Self.latestPath, with: link)
    }

    /// The newest committed run of this content, if one is whole. A run that cannot be read is none.
    func committedRun(ofContent content: SHA256Digest) throws -> RunID? {
        for id in try runs().reversed() {
            if try hasContent(content, id), try verify(id).isEmpty { return id }
        }
        return nil
    }

    /// Replaces a file at the top, or makes it: whole and durable once this returns.
    /// - Parameter group: who may read it, besides the owner.
    func replaceFile(_ path: String, _ bytes: [UInt8], group: UInt32?) throws {
        let temporary = temporaryName(".status-")
        do {
            try directory.createFile(temporary, bytes, group: group)
        } catch {
            try? directory.unlink(temporary)
            throw error
        }
        try replace(path, with: temporary)
    }

    private func replace(_ path: String, with temporary: String) throws {
        do {
            try directory.rename(temporary, to: path)
        } catch {
            try? directory.unlink(temporary)
            throw error
        }
        try directory.synchronizeDirectory(".")
    }

    /// Parses only a manifest that mentions the digest, for there may be years of large ones.
    private func hasContent(_ content: SHA256Digest, _ id: RunID) throws -> Bool {
        do {
            let bytes = try directory.contents(of: "\(path(id))/\(Manifest.fileName)")
            let text = bytes.map(CChar.init(bitPattern:)) + [0]
            guard strstr(text, content.hexadecimal) != nil else { return false }
            return try Manifest(bytes).content == content
        } catch is RunStoreError {
            return false
        } catch is JSONProblem {
            return false
        }
    }

    private func temporaryName(_ prefix: String) -> String {
        prefix + String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
