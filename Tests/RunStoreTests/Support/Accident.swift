import RunStore

/// Publishes in a world where something goes wrong, and tells what is then wrong with the store.
enum Accident {
    typealias Wrap = (any FileSystem) -> any FileSystem

    /// What is not as promised in a store after an accident: empty where all is well.
    ///
    /// - Parameters:
    ///   - latest: where `latest` may point.
    ///   - fileSystem: what the next night sees, its protocol included.
    static func faults(in fileSystem: any FileSystem, latest: [RunID], next content: String) -> [String] {
        var faults: [String] = []
        do {
            let store = try RunStore(fileSystem: fileSystem)
            let found = try store.latest()
            if !latest.contains(where: { $0 == found }) { faults.append("latest points elsewhere") }
            if let found { try store.requireWhole(found) }
            for id in try store.runs() { try store.requireWhole(id) }
            let published = try SampleRun.publish(9, content: content, in: store)
            try store.requireWhole(published.id)
            if try store.latest() != published.id { faults.append("the next run is not the latest") }
            faults += try leftovers(in: fileSystem).map { "\($0) is left over" }
        } catch {
            faults.append("\(error)")
        }
        return faults
    }

    static func leftovers(in fileSystem: any FileSystem) throws -> [String] {
        let runs = try fileSystem.names(in: "runs").filter { RunID($0) == nil }
        let known = [".lock", "runs", "latest", "STATUS.json"]
        return runs + (try fileSystem.names(in: ".").filter { !known.contains($0) })
    }

    /// Publishes run 1, then run 2 and dies at each call of it in turn.
    static func faultsOfKills(_ wrap: Wrap = { $0 }) throws -> (calls: Int, faults: [String]) {
        let calls = try callCount(wrap)
        var faults: [String] = []
        for place in 1...calls + 1 {
            let directory = try TemporaryDirectory()
            let disk = try PosixFileSystem(directory: directory.path, creating: false)
            let isPublished = try publishTwice(on: disk, wrap, .kill(at: place))
            let latest = isPublished ? [SampleRun.id(2)] : [SampleRun.id(1), SampleRun.id(2)]
            let next = place.isMultiple(of: 2) ? "next" : "second"
            faults += Self.faults(in: wrap(disk), latest: latest, next: next).map { "killed at \(place): \($0)" }
        }
        return (calls, faults)
    }

    /// The same with the power cut at each call, and with what was not synced lost in several ways.
    static func faultsOfPowerCuts(_ wrap: Wrap = { $0 }) throws -> (cuts: Int, faults: [String]) {
        let calls = try callCount(wrap)
        let cuts: [PageCacheFileSystem.Cut] = [.nothing, .namesOnly] + (1...6).map { .some(seed: $0) }
        var faults: [String] = []
        for place in 1...calls + 1 {
            let disk = PageCacheFileSystem()
            let isPublished = try publishTwice(on: disk, wrap, .kill(at: place))
            let latest = isPublished ? [SampleRun.id(2)] : [SampleRun.id(1), SampleRun.id(2)]
            for cut in cuts {
                let left = wrap(disk.afterPowerCut(cut))
                let found = Self.faults(in: left, latest: latest, next: "next")
                faults += found.map { "cut at \(place), \(cut): \($0)" }
            }
        }
        return ((calls + 1) * cuts.count, faults)
    }

    /// The count of calls that publishing a second run makes.
    static func callCount(_ wrap: Wrap = { $0 }) throws -> Int {
        let disk = PageCacheFileSystem()
        try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: disk))
        let counting = FaultyFileSystem(disk, .none)
        try SampleRun.publish(2, content: "second", in: RunStore(fileSystem: wrap(counting)))
        return counting.count
    }

    /// Whether the second run was published, which is what exit 0 says. The first always is.
    private static func publishTwice(
        on disk: any FileSystem, _ wrap: Wrap, _ fault: FaultyFileSystem.Fault
    ) throws -> Bool {
        try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: disk))
        do {
            try SampleRun.publish(2, content: "second", in: RunStore(fileSystem: wrap(FaultyFileSystem(disk, fault))))
            return true
        } catch is FaultyFileSystem.Killed {
            return false
        }
    }
}
