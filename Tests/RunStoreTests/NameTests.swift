import Testing

@testable import RunStore

@Suite struct NameTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_738_288_984, "2025-01-31T02:03:04Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `Seconds become dates of the calendar and come back`(seconds: Int, text: String) {
        #expect(UTCTime(secondsSince1970: seconds).description == text)
        #expect(UTCTime(text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-01-31T24:00:00Z", "2025-01-31T02:03:60Z",
        "2025-01-31 02:03:04Z", "2025-01-31T02:03:04", "1969-12-31T23:59:59Z", "+025-01-31T02:03:04Z",
    ])
    func `What is no time does not read as one`(text: String) {
        #expect(UTCTime(text) == nil)
    }

    @Test func `A run id is its time and its random bits, and sorts by time`() {
        let id = RunID(began: UTCTime(secondsSince1970: 1_738_288_984), randomBits: 0xAB)
        #expect(id.description == "20250131T020304Z-00000000000000ab")
        #expect(RunID(id.description) == id)
        #expect(SampleRun.id(1) < SampleRun.id(2))
    }

    @Test(arguments: [
        "", "latest", ".tmp-20250131T020304Z-00000000000000ab", "20250131T020304Z-00000000000000AB",
        "20250131T020304Z-00000000000000a", "20250231T020304Z-00000000000000ab", "20250131T020304Z_00000000000000ab",
        "20250131T020304Z-+0000000000000ab", "20250131T020304Z-00000000000000é",
    ])
    func `What is no run id does not read as one`(text: String) {
        #expect(RunID(text) == nil)
    }

    @Test(arguments: ["a", "scores.csv.gz", "lists/most-complex-4pc/A12345.csv", "a/b/c/d/e/f/g/h", "1_2-3.4"])
    func `A path of plain names is taken`(text: String) throws {
        #expect(try RunPath(text).description == text)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "../../x", "a/../b", ".hidden", "a/.b", "a b", "a\nb", "a\0b", "a\\b",
        "é", "a/b/c/d/e/f/g/h/i", "MANIFEST.json", "MANIFEST.json.sha256", String(repeating: "a", count: 101),
    ])
    func `Any other path is refused`(text: String) {
        #expect(throws: RunStoreError.unusablePath) { try RunPath(text) }
    }

    @Test func `The directories of a path come the outermost first`() throws {
        #expect(try RunPath("a/b/c.csv").ancestors == ["a", "a/b"])
        #expect(try RunPath("c.csv").ancestors == [])
    }

    @Test func `A new run sorts behind those that there are, in the same second and after a clock was set back`() throws
    {
        let fixed = try FixedStore()
        try fixed.publish(1, content: "first")
        let lock = try fixed.store.acquireLock()
        let newest = SampleRun.id(1)
        for clock in [0, -3600, -86_400] {
            let time = UTCTime(secondsSince1970: newest.began.secondsSince1970 + clock)
            let names = try (0..<20).map { _ in try fixed.store.newRunID(at: time, holding: lock) }
            #expect(names.allSatisfy { $0 > newest && $0.began.secondsSince1970 == newest.began.secondsSince1970 + 1 })
            #expect(Set(names).count == 20)
        }
        let later = UTCTime(secondsSince1970: newest.began.secondsSince1970 + 60)
        #expect(try fixed.store.newRunID(at: later, holding: lock).began == later)
        lock.release()
        #expect(throws: RunStoreError.lockReleased) { try fixed.store.newRunID(at: later, holding: lock) }
    }

    @Test func `A first run has the clock's time`() throws {
        let fixed = try FixedStore()
        let time = UTCTime(secondsSince1970: 1_738_288_984)
        #expect(try fixed.store.newRunID(at: time, holding: fixed.store.acquireLock()).began == time)
    }
}
