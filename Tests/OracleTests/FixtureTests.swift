import Features
import Foundation
import Records
import Testing

/// The engine against the oracle of `Tests/Oracle`: small, nasty extracts and what their features are.
@Suite struct FixtureTests {
    static let indexDates = ["2023-03-31", "2024-02-29", "2024-04-01", "2024-05-31"]

    @Test(
        "All 70 features are the oracle's at every index date, in whatever order the rows come",
        arguments: [nil, 1, 2] as [UInt64?])
    func features(seed: UInt64?) async throws {
        let result = try await Fixture.ingest(shuffledBy: seed)
        let accounts = result.sources.flatMap(\.accounts)
        #expect(accounts.allSatisfy { $0.difference == 0 && $0[.quarantined] == 0 })
        for date in Self.indexDates {
            let expected = try Fixture.expected(date)
            let computed = Fixture.features(result.population, on: Day(date)!)
            #expect(computed.names.count == 70)
            #expect(Set(computed.rows.keys) == Set(expected.keys))
            for (id, values) in computed.rows {
                for (name, value) in zip(computed.names, values) {
                    #expect(expected[id]?[name] == value, "\(date) \(id) \(name)")
                }
            }
        }
    }
}
