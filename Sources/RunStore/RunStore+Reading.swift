import Hashing

extension RunStore {
    /// The facts in a committed run's manifest; nil where the manifest cannot be read.
    public func facts(of id: RunID) throws -> ManifestFacts? {
        let bytes = try directory.contents(of: "\(path(id))/\(Manifest.fileName)")
        return try? Manifest(bytes).facts
    }

    /// The manifest of a committed run; nil where there is no such run, or its manifest cannot be read.
    public func manifest(of id: RunID) throws -> Manifest? {
        guard try directory.statusIfPresent(of: path(id)) != nil else { return nil }
        guard let bytes = try? directory.contents(of: "\(path(id))/\(Manifest.fileName)") else { return nil }
        return try? Manifest(bytes)
    }

    /// The bytes of a file of a committed run, as they were published; nil where the manifest does not have the file,
    /// or it has changed since.
    public func verifiedContents(of file: RunPath, in manifest: Manifest) throws -> [UInt8]? {
        guard let entry = manifest.entries.first(where: { $0.path == file }),
            let bytes = try? contents(of: file, in: manifest.run), SHA256Digest(of: bytes) == entry.digest
        else { return nil }
        return bytes
    }

    /// The bytes of a file of a committed run; nil where the run does not have it.
    public func contents(of file: RunPath, in id: RunID) throws -> [UInt8]? {
        let place = "\(path(id))/\(file)"
        guard try directory.statusIfPresent(of: place) != nil else { return nil }
        return try directory.contents(of: place)
    }

    /// The names of the files in a folder of a committed run; none where it does not have the folder.
    public func names(in folder: RunPath, of id: RunID) throws -> [String] {
        let place = "\(path(id))/\(folder)"
        guard try directory.statusIfPresent(of: place) != nil else { return [] }
        return try directory.names(in: place).sorted()
    }
}
