extension RunStore {
    /// The facts in a committed run's manifest; nil where the manifest cannot be read.
    public func facts(of id: RunID) throws -> ManifestFacts? {
        let bytes = try directory.contents(of: "\(path(id))/\(Manifest.fileName)")
        return try? Manifest(bytes).facts
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
