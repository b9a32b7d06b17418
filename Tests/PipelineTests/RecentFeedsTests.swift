import Tabular
import Testing

@testable import Pipeline

@Suite("What feeds have of late")
struct RecentFeedsTests {
    private func feeds(_ rows: [String: Int], value: [String: Int]) throws -> RecentFeeds {
        func json(_ counts: [String: Int]) -> JSONValue { .object(counts.mapValues { .integer($0) }) }
        return try #require(
            RecentFeeds(rows: ["gp_events": json(rows)], given: ["gp_events": ["value": json(value)]]))
    }

    private func silences(_ now: RecentFeeds, after before: RecentFeeds) -> [String] {
        now.silences(after: before, names: ["gp_events": "gp"]).map { "\($0.practice): \($0.reason)" }.sorted()
    }

    @Test("tells a practice of which nothing came, or no value of a field, where there were twenty at least")
    func silences() throws {
        let before = try feeds(["A": 20, "B": 19, "C": 40, "D": 40], value: ["C": 20, "D": 19])
        #expect(silences(before, after: before) == [])
        let now = try feeds(["C": 20, "D": 20], value: [:])
        #expect(
            silences(now, after: before) == [
                "A: the source gp has nothing of use of the practice in its last 14 days",
                "C: the source gp has no value of the practice in its last 14 days",
            ])
        // Of so few rows a field without a value says nothing.
        #expect(silences(try feeds(["A": 1, "C": 19, "D": 19], value: [:]), after: before) == [])
        // A field that nothing looks at any more is not missed.
        let unasked = try #require(
            RecentFeeds(rows: ["gp_events": ["A": 20, "C": 20, "D": 20]], given: ["gp_events": [:]]))
        #expect(silences(unasked, after: before) == [])
    }

    @Test("misses a feed that falls by a few rows each night, and a field that does, once it is at nothing")
    func draining() throws {
        var before = try feeds(["A": 24, "B": 24], value: ["A": 24, "B": 24])
        for (rows, value) in [(16, 24), (8, 16), (1, 8), (0, 1)] {
            let now = try feeds(["A": rows, "B": 24], value: ["B": value])
            let told = silences(now, after: before)
            #expect(
                told == (rows > 0 ? [] : ["A: the source gp has nothing of use of the practice in its last 14 days"]))
            before = now.keeping(before, of: [])
        }
        let emptied = try feeds(["A": 0, "B": 24], value: ["B": 0])
        #expect(
            silences(emptied, after: before).contains(
                "B: the source gp has no value of the practice in its last 14 days"))
        // One that is back at its old number is no more than that.
        let back = try feeds(["A": 30, "B": 24], value: ["A": 30, "B": 24])
        #expect(back.keeping(before, of: []) == back)
    }

    @Test("is kept of a practice that is held, and read back as far as it can be missed")
    func keeping() throws {
        let before = try feeds(["A": 20, "C": 40], value: ["C": 20])
        let kept = try feeds(["B": 30], value: [:]).keeping(before, of: ["A", "C"])
        #expect(kept == (try feeds(["A": 20, "B": 30, "C": 40], value: ["C": 20])))
        #expect(RecentFeeds().keeping(before, of: []) == before)
        let many = try feeds(["A": 20, "B": 19], value: ["A": 19])
        #expect(RecentFeeds(rows: many.json.rows, given: many.json.given) == (try feeds(["A": 20], value: [:])))
        #expect(RecentFeeds(rows: nil, given: nil) == nil)
    }
}
