import Accounts
import Ingest
import Records
import TestSupport
import Testing

/// Invariant 3, as far as Ingest goes: the same rows make the same population.
@Suite struct DeterminismTests {
    private func whole() -> Delivery {
        var delivery = Delivery.complete(rows: 400, persons: 40)
        delivery[.persons] = CleanTable.text(.persons, rows: 40, persons: 40)
        let events = CleanTable.text(.admissions, rows: 400, persons: 40)
        // Episodes of one spell, duplicates, and rows of one day.
        delivery[.admissions] =
            events
            + events.split(separator: "\n").dropFirst().map {
                $0.replacing("J449", with: "N390").replacing("E119;I10", with: "F03").dropLast(2) + ".7"
            }.joined(separator: "\n")
        // Where nothing else tells which episode comes first, their order in the files does.
        delivery.setting(.admissions, "merge: { spells: true, order: cost }")
        return delivery
    }

    private func shuffled(_ delivery: Delivery, _ seed: UInt64) -> Delivery {
        var (delivery, random) = (delivery, SplitMix(state: seed))
        for table in Table.allCases {
            let lines = delivery[table].split(separator: "\n")
            delivery[table] =
                ([lines[0]] + lines.dropFirst().shuffled(using: &random)).joined(separator: "\n")
        }
        return delivery
    }

    @Test("The order of rows changes nothing", arguments: 1...3 as ClosedRange<UInt64>)
    func rows(seed: UInt64) async throws {
        let first = try await whole().ingest()
        let second = try await shuffled(whole(), seed).ingest()
        #expect(first.population.text == second.population.text)
        for table in Table.allCases { #expect(first.account(table) == second.account(table)) }
    }

    @Test("The order of files, and how rows are spread over them, changes nothing")
    func files() async throws {
        let expected = try await whole().ingest().population.text
        for names in [["a", "b", "c"], ["c", "a", "b"]] {
            var delivery = whole()
            delivery.setting(.optOuts, "may_be_empty: true")
            for table in Table.allCases {
                let lines = delivery[table].split(separator: "\n")
                delivery.files["\(table.rawValue).csv"] = nil
                for (place, name) in names.enumerated() {
                    let rows = lines.dropFirst().enumerated().filter { $0.offset % 3 == place }.map(\.element)
                    let text = ([lines[0]] + rows).joined(separator: "\n")
                    delivery.files["\(table.rawValue)_\(name).csv"] = name == "b" ? try gzip(text) : Array(text.utf8)
                }
                delivery.sources[table]![0][0] = "files: \(table.rawValue)_*.csv"
            }
            #expect(try await delivery.ingest().population.text == expected)
        }
    }

    @Test("Threads and block boundaries change nothing")
    func threads() async throws {
        var delivery = Delivery.persons(40)
        delivery[.gpEvents] = CleanTable.text(.gpEvents, rows: 40_000, persons: 40)
        delivery[.admissions] = CleanTable.text(.admissions, rows: 12_000, persons: 40)
        var expected: [String]?
        for (threads, padding) in [(1, 0), (2, 1), (4, 77), (3, 262_144)] {
            delivery.threads = threads
            var padded = delivery
            // Blank lines move the places where blocks are cut.
            for table in [Table.gpEvents, .admissions] {
                let lines = delivery[table].split(separator: "\n", maxSplits: 1)
                padded[table] = lines[0] + "\n" + String(repeating: "\n", count: padding) + lines[1]
            }
            let text = try await padded.ingest().population.text
            #expect(text == expected ?? text)
            expected = text
        }
    }
}
