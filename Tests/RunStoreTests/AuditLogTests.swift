import Foundation
import Testing

@testable import RunStore

@Suite struct AuditLogTests {
    private func entry(_ number: Int) -> AuditEntry {
        AuditEntry(
            time: SampleRun.time(number), action: "reidentify", user: "a nurse", purpose: "visits",
            facts: ["practice": "A12345", "rows": .integer(number)])
    }

    private func append(_ numbers: [Int], to store: RunStore) throws {
        let lock = try store.acquireLock()
        defer { lock.release() }
        try AuditLog(store).append(numbers.map(entry), holding: lock)
    }

    private func lines(_ fixed: FixedStore) throws -> [String] {
        String(decoding: try fixed.directory.read(AuditLog.fileName), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    private func isBroken(_ fixed: FixedStore) -> Bool {
        do {
            _ = try AuditLog(fixed.store).verify()
            return false
        } catch RunStoreError.auditBroken {
            return true
        } catch {
            return false
        }
    }

    @Test func `What was added is there, in its order, and verifies`() throws {
        let fixed = try FixedStore()
        #expect(try AuditLog(fixed.store).verify() == 0)
        try append([1, 2], to: fixed.store)
        try append([3], to: fixed.store)
        #expect(try AuditLog(fixed.store).verify() == 3)
        let lines = try lines(fixed)
        #expect(lines.count == 4)
        #expect(try AuditLog(fixed.store).acts().map(\.entry) == [1, 2, 3].map(entry))
        #expect(lines[0].contains("\"facts\":{\"practice\":\"A12345\",\"rows\":1}") && lines[2].contains("\"rows\":3"))
        let access = try FileManager.default.attributesOfItem(atPath: fixed.directory.full(AuditLog.fileName))
        #expect(access[.posixPermissions] as? Int == 0o600)
    }

    @Test func `The first line follows from nothing, each other from the one before, by SHA-256`() throws {
        let fixed = try FixedStore()
        try append([1, 2], to: fixed.store)
        // SHA-256 of no bytes, as FIPS 180-4's implementations give it.
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(try lines(fixed)[0].contains("\"after\":\"\(nothing)\""))
    }

    @Test func `Each line that is edited, removed, doubled or moved is found, the seal too`() throws {
        let fixed = try FixedStore()
        try append([1, 2, 3, 4, 5], to: fixed.store)
        let whole = try lines(fixed)
        func put(_ lines: [String]) throws {
            try fixed.directory.write(AuditLog.fileName, Array(lines.map { $0 + "\n" }.joined().utf8))
        }
        for place in whole.indices {
            var edited = whole
            edited[place] = edited[place].replacing("1", with: "2")
            if edited != whole {
                try put(edited)
                #expect(isBroken(fixed), "edited \(place)")
            }
            var removed = whole
            removed.remove(at: place)
            try put(removed)
            #expect(isBroken(fixed), "removed \(place)")
            var doubled = whole
            doubled.insert(whole[place], at: place)
            try put(doubled)
            #expect(isBroken(fixed), "doubled \(place)")
            guard place > 0 else { continue }
            var moved = whole
            moved.swapAt(place, place - 1)
            try put(moved)
            #expect(isBroken(fixed), "moved \(place)")
        }
        try put(Array(whole.dropLast(2)) + [whole.last!])
        #expect(isBroken(fixed))
        try put(whole)
        #expect(!isBroken(fixed))
    }

    @Test func `Every single byte that is changed is found`() throws {
        let fixed = try FixedStore()
        try append([1, 2], to: fixed.store)
        let whole = try fixed.directory.read(AuditLog.fileName)
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1
            try fixed.directory.write(AuditLog.fileName, bytes)
            #expect(isBroken(fixed), "byte \(place)")
        }
    }

    @Test func `A log that is made anew is not what a run's manifest says`() throws {
        let fixed = try FixedStore()
        try append([1, 2], to: fixed.store)
        try fixed.publish(3, content: "a")
        #expect(try AuditLog(fixed.store).verify() == 2)
        try fixed.directory.remove(AuditLog.fileName)
        #expect(throws: RunStoreError.auditBroken(line: 2, .otherThanAtRun(SampleRun.id(3)))) {
            try AuditLog(fixed.store).verify()
        }
        #expect(throws: RunStoreError.auditBroken(line: 2, .otherThanAfterLastAct)) {
            try append([1, 4], to: fixed.store)
        }
    }

    @Test func `Lines taken off its end are found though the seal fits, and nothing is added`() throws {
        let fixed = try FixedStore()
        try append([1, 2], to: fixed.store)
        let shorter = try fixed.directory.read(AuditLog.fileName)
        try append([3], to: fixed.store)
        try fixed.directory.write(AuditLog.fileName, shorter)
        #expect(throws: RunStoreError.auditBroken(line: 3, .otherThanAfterLastAct)) {
            try AuditLog(fixed.store).verify()
        }
        #expect(throws: RunStoreError.self) { try append([4], to: fixed.store) }
    }

    @Test func `Nothing is added to a log that is broken`() throws {
        let fixed = try FixedStore()
        try append([1], to: fixed.store)
        try fixed.directory.write(AuditLog.fileName, Array("{}\n".utf8))
        #expect(throws: RunStoreError.auditBroken(line: 0, .sealBroken)) { try append([2], to: fixed.store) }
        #expect(try fixed.directory.read(AuditLog.fileName) == Array("{}\n".utf8))
    }

    @Test func `A program killed at any call leaves a log that verifies, with the new line or without`() throws {
        let counting = FaultyFileSystem(PageCacheFileSystem(), .none)
        try append([1, 2], to: RunStore(fileSystem: counting))
        for place in 1...counting.count {
            let disk = PageCacheFileSystem()
            try append([1], to: RunStore(fileSystem: disk))
            let isDone = (try? append([2], to: RunStore(fileSystem: FaultyFileSystem(disk, .kill(at: place))))) != nil
            for cut in [PageCacheFileSystem.Cut.nothing, .namesOnly, .some(seed: 1), .some(seed: 2)] {
                let left = try RunStore(fileSystem: disk.afterPowerCut(cut))
                let lines = try AuditLog(left).verify()
                #expect(isDone ? lines == 2 : lines == 1 || lines == 2, "killed at \(place), \(cut)")
            }
        }
    }
}
