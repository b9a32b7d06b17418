extension RunStore {
    /// Removes a committed run that is not published. Once it has lost its name, it is gone: what is left of it goes
    /// with the next lock at the latest.
    public func remove(_ id: RunID, holding lock: StoreLock) throws {
        try lock.check()
        guard try latest() != id else { throw RunStoreError.runIsPublished(id) }
        try directory.rename(path(id), to: stagingPath(id))
        try directory.synchronizeDirectory(Self.runsPath)
        try directory.removeTree(stagingPath(id))
    }

    /// Puts a sealed run in the place of the committed one of its id, which is removed. At every moment there is one
    /// whole run of that id, and `latest` may point at it.
    func exchange(_ id: RunID) throws {
        try directory.exchange(stagingPath(id), with: path(id))
        do {
            try directory.synchronizeDirectory(Self.runsPath)
        } catch {
            // Not known to last: the run that was there comes back.
            try? directory.exchange(stagingPath(id), with: path(id))
            throw error
        }
    }
}
