extension RunStore {
    /// A name for a new run, behind that of every committed one: which run is before which goes by their names.
    ///
    /// Its time is the clock's, or the second after the newest run's where that is later, as for two runs of one second
    /// or after a clock was set back.
    /// - Parameter time: what the clock says.
    public func newRunID(at time: UTCTime, holding lock: StoreLock) throws -> RunID {
        try lock.check()
        let newest = try runs().last?.began
        let next = newest.map { UTCTime(secondsSince1970: $0.secondsSince1970 + 1) } ?? time
        return RunID(began: max(time, next), randomBits: .random(in: .min ... .max))
    }
}
