import Accounts
import Foundation
import Ingest
import Records
import Testing

/// Invariants 1 and 6 on extracts damaged at random.
@Suite struct ConservationTests {
    @Test(
        "Rows and people are conserved, and no id is in what a log, an account or a set-aside row says",
        arguments: 0..<8)
    func dirty(part: Int) async throws {
        let count = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"] == "1" ? 1_250 : 130
        for seed in 0..<count {
            try await check(DirtyDelivery(seed: UInt64(part * 1_000_000 + seed)).delivery)
        }
    }

    private func check(_ delivery: Delivery) async throws {
        do {
            let result = try await delivery.ingest()
            checkRows(result, delivery)
            checkPeople(result)
            let accounts = result.sources.flatMap(\.accounts).map { "\($0)" }
            let facts = result.sources.flatMap { $0.warnings + [$0.source] } + result.missingTables.values
            let words = result.setAside.flatMap { [$0.file, $0.column, $0.rule.rawValue, $0.rule.sentence] }
            #expect(!(accounts + facts + words).contains { Self.showsID($0) })
        } catch {
            #expect(error is IngestError)
            if let error = error as? IngestError { #expect(error.kind != .invariantBroken) }
            #expect(!Self.showsID("\(error)"))
        }
    }

    private func checkRows(_ result: IngestResult, _ delivery: Delivery) {
        for source in result.sources {
            for account in source.accounts {
                #expect(account.difference == 0)
                #expect(account[.quarantined] == account.rules.values.reduce(0, +))
                let asides = result.setAside.filter { $0.file == account.file }
                for disposition in [Disposition.quarantined, .superseded, .duplicate, .unlinked] {
                    #expect(asides.filter { $0.disposition == disposition }.count == account[disposition])
                }
                let lines = delivery.files[account.file]!.split(
                    separator: 0x0A, omittingEmptySubsequences: false
                ).count
                #expect(asides.allSatisfy { $0.line > 1 && $0.line <= lines })
            }
        }
        for table in Table.eventTables {
            #expect(result.population.rowCount(of: table) == result.count(.accepted, table))
        }
    }

    private func checkPeople(_ result: IngestResult) {
        let persons = result.population.persons
        let bars = (0..<persons.count).map { persons.bar(of: $0) }
        #expect(Set((0..<persons.count).map { persons.ids[$0] }).count == persons.count)
        #expect(bars.filter { $0 == .none }.count == result.count(.accepted, .persons))
        for table in Table.eventTables {
            let rows = result.population.rows(table)
            for person in 0..<persons.count where bars[person] != .none {
                #expect(!rows.contains { $0.hasPrefix("\(table.rawValue) \(persons.ids[person]) ") })
            }
        }
    }

    private static func showsID(_ text: String) -> Bool { text.contains("PSN") || text.contains("1000") }
}
