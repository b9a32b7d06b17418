extension RunStore {
    /// Points `latest` at an earlier run, once that has verified, and records it in the status.
    ///
    /// - Parameters:
    ///   - target: nil for the committed run before the published one.
    ///   - time: when the operator asked for it.
    ///   - warning: what monitoring should know of it from now on.
    @discardableResult
    public func rollback(
        to target: RunID? = nil, at time: UTCTime, warning: String? = nil, holding lock: StoreLock
    ) throws -> Rollback {
        try lock.check()
        guard let current = try latest() else { throw RunStoreError.nothingPublished }
        let target = try target ?? run(before: current)
        try requireWhole(target)
        try pointLatest(at: target)
        let rollback = Rollback(from: current, to: target, time: time)
        try updateStatus(holding: lock) { status in
            status.latest = target
            // What is published is as old as it was: an alarm on its age must not be put off. A name may be ahead.
            status.latestPublished = min(target.began, time)
            status.lastRollback = rollback
            if let warning { status.warnings.append(warning) }
        }
        return rollback
    }

    /// The committed run before another.
    public func run(before current: RunID) throws -> RunID {
        guard let earlier = try runs().last(where: { $0 < current }) else {
            throw RunStoreError.noEarlierRun(than: current)
        }
        return earlier
    }
}
