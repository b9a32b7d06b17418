import Ingest
import Records
import Synchronization
import Testing

@Suite("While sources are read")
struct ReadingProgressTests {
    private func steps(_ delivery: Delivery) async throws -> [Ingest.Step] {
        let told = Mutex<[Ingest.Step]>([])
        _ = try await delivery.ingest { step in told.withLock { $0.append(step) } }
        return told.withLock { $0 }
    }

    @Test("rows are told block by block, all of them, with the share of the bytes that has been read")
    func share() async throws {
        var delivery = Delivery.persons(200)
        delivery.threads = 1
        delivery[.gpEvents] = CleanTable.text(.gpEvents, rows: 60_000, persons: 200)
        let steps = try await steps(delivery)
        #expect(steps.reduce(0) { $0 + $1.rows } == 60_200)
        let shares = steps.compactMap(\.share)
        #expect(steps.count > 2 && shares.count == steps.count)
        #expect(shares == shares.sorted() && shares[0] < 0.5 && shares.last == 1)
    }

    @Test("nothing is told of a share where a command's output is still to come")
    func command() async throws {
        var delivery = Delivery.persons(5)
        delivery.files["gp_events.csv"] = Array(CleanTable.text(.gpEvents, rows: 20, persons: 5).utf8)
        delivery.source(.gpEvents, "command: [cat, gp_events.csv]")
        #expect(try await steps(delivery).allSatisfy { $0.share == nil && $0.rows > 0 })
    }
}
