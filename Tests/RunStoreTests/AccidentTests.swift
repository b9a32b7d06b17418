import Glibc
import Testing

@testable import RunStore

/// The protocol under kills, power cuts and failing calls, and the same checks on protocols with a flaw.
@Suite struct AccidentTests {
    @Test func `A run killed at any system call leaves the old run or the new one, whole, and the next run succeeds`()
        throws
    {
        let (calls, faults) = try Accident.faultsOfKills()
        #expect(calls > 50)
        #expect(faults == [])
    }

    @Test func `A power cut at any system call leaves a whole run, and the new one where the program had ended well`()
        throws
    {
        let (cuts, faults) = try Accident.faultsOfPowerCuts()
        #expect(cuts > 400)
        #expect(faults == [])
    }

    @Test(arguments: Mutant.Change.allCases)
    func `A protocol with one of its cares left out is caught by the same checks`(change: Mutant.Change) throws {
        switch change {
        case .noFileSync, .noDirectorySync:
            #expect(try !Accident.faultsOfPowerCuts { Mutant(change, $0) }.faults.isEmpty)
        case .earlyFlip, .sharedTemporaryName, .inPlaceWrite:
            #expect(try !Accident.faultsOfKills { Mutant(change, $0) }.faults.isEmpty)
        }
    }

    @Test(arguments: [ENOSPC, EIO, EACCES, EMFILE, EINTR, EDQUOT, EROFS], [false, true])
    func `A call that fails ends in a documented exit code with the old run intact`(code: Int32, forGood: Bool) throws {
        for place in 1...(try Accident.callCount()) {
            let directory = try TemporaryDirectory()
            let disk = try PosixFileSystem(directory: directory.path, creating: false)
            try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: disk))
            let faulty = FaultyFileSystem(disk, .error(code, at: place, forGood: forGood))
            let isPublished = try publishSecond(in: faulty)
            #expect(faulty.openDescriptors == [], "Call \(place) leaks a descriptor.")
            if !forGood { #expect(!directory.names("runs").contains { $0.hasPrefix(".tmp-") }, "Call \(place)") }
            let latest = isPublished ? [SampleRun.id(2)] : [SampleRun.id(1), SampleRun.id(2)]
            #expect(Accident.faults(in: disk, latest: latest, next: "next") == [], "Call \(place)")
        }
    }

    @Test(arguments: [false, true])
    func `A short write is continued`(forGood: Bool) throws {
        for place in 1...(try Accident.callCount()) {
            let faulty = FaultyFileSystem(PageCacheFileSystem(), .shortWrite(at: place, forGood: forGood))
            let published = try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: faulty))
            #expect(try RunStore(fileSystem: faulty).verify(published.id) == [])
        }
    }

    @Test func `An interrupted call is made again, except a sync, which aborts`() throws {
        for place in 1...(try Accident.callCount()) {
            let faulty = FaultyFileSystem(PageCacheFileSystem(), .error(EINTR, at: place, forGood: false))
            do {
                try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: faulty))
            } catch let error as RunStoreError {
                guard case .inputOutput(.fsync, _, EINTR) = error else { throw error }
            }
        }
    }

    /// Whether it was published; what it throws otherwise is one of the documented ends.
    private func publishSecond(in faulty: FaultyFileSystem) throws -> Bool {
        do {
            try SampleRun.publish(2, content: "second", in: RunStore(fileSystem: faulty))
            return true
        } catch let error as RunStoreError {
            #expect([73, 74].contains(error.exitCode), "\(error)")
            return false
        }
    }
}
