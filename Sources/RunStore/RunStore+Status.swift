import Tabular

extension RunStore {
    /// Added to the warnings where an unreadable status had to be begun again.
    static let statusBegunAgain = "STATUS.json could not be read and was begun again."

    /// The status as it stands; nil before the first. Read strictly.
    public func status() throws -> Status? {
        guard try directory.statusIfPresent(of: Self.statusPath) != nil else { return nil }
        let bytes = try directory.contents(of: Self.statusPath)
        do throws(JSONProblem) {
            return try Status(bytes)
        } catch {
            throw RunStoreError.malformedStatus(error)
        }
    }

    /// Changes the status in one atomic and durable step. What is malformed is begun again, with a warning:
    /// a bad status must not stop the night.
    public func updateStatus(holding lock: StoreLock, _ change: (inout Status) -> Void) throws {
        try lock.check()
        var status = Status()
        var isBegunAgain = false
        do {
            status = try self.status() ?? status
        } catch RunStoreError.malformedStatus {
            isBegunAgain = true
        }
        change(&status)
        if isBegunAgain { status.warnings.append(Self.statusBegunAgain) }
        try replaceFile(Self.statusPath, Array(status.json.readableText.utf8), group: readingGroup)
    }

    /// Records how an attempt ended; with `published`, as a success that `latest` points at.
    public func record(
        _ attempt: Status.Attempt, published: PublishedRun?, heldPractices: [String] = [], warnings: [String] = [],
        holding lock: StoreLock
    ) throws {
        try updateStatus(holding: lock) { status in
            status.lastAttempt = attempt
            status.heldPractices = heldPractices
            status.warnings = warnings
            guard let published else { return }
            status.lastSuccess = Status.Success(
                run: published.id, finished: attempt.finished, content: published.content)
            status.latest = published.id
            status.latestPublished = attempt.finished
        }
    }
}
