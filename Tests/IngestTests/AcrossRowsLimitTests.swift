import Records
import Testing

@testable import Ingest

/// What rows say against each other counts towards the limits of their file.
@Suite struct AcrossRowsLimitTests {
    /// A hundred persons, of whom some stand there twice with another birth.
    private func persons(conflicting: Int) -> Delivery {
        var delivery = Delivery.persons(100)
        for person in 0..<conflicting {
            let row = CleanTable.row(.persons, person).joined(separator: ",")
            delivery[.persons] += row.replacing("-05-17", with: "-05-18") + "\n"
        }
        return delivery
    }

    @Test("Registrations that conflict refuse the run past the limit of their file, or past their own")
    func registrations() async throws {
        var delivery = persons(conflicting: 2)
        #expect(
            await delivery.refusal()
                == "persons.csv: 4 of 102 rows for persons are malformed, over the limit of 0.5% (quarantine_limit); the "
                + "rules broken most: conflicting_registrations (4)")
        delivery.setting(.persons, "rule_limits: { conflicting_registrations: 3% }")
        #expect(
            await delivery.refusal()
                == "persons.csv: 4 of 102 rows break the rule conflicting_registrations, over its limit of 3%")
        delivery.sources[.persons] = [["files: persons.csv", "rule_limits: { conflicting_registrations: 4% }"]]
        #expect(try await delivery.ingest().account(.persons) == "read 102: quarantined 4, accepted 98")
    }

    @Test("One person who is registered twice refuses no file, but counts beside what else is malformed")
    func one() async throws {
        var delivery = persons(conflicting: 1)
        #expect(try await delivery.ingest().account(.persons) == "read 101: quarantined 2, accepted 99")
        delivery[.persons] += "PSN-10099x\n"
        #expect(
            await delivery.refusal()
                == "persons.csv: 3 of 102 rows for persons are malformed, over the limit of 0.5% (quarantine_limit); the "
                + "rules broken most: conflicting_registrations (2), too_few_columns (1)")
    }

    @Test("Rows of one version refuse the run past the limit, and leave an optional table out")
    func versions() async throws {
        var delivery = Delivery.persons()
        let rows = (0..<4).map { "PSN-10000,2024-01-01,c\($0),k\($0 / 2),1\n" }.joined()
        delivery.set(
            .gpEvents, Array(("person_id,event_date,code,key,version\n" + rows).utf8),
            settings: "latest_by: { key: [key], version: version }")
        let sentence =
            "gp_events.csv: 4 of 4 rows for gp_events are malformed, over the limit of 0.5% (quarantine_limit); the "
            + "rules broken most: same_version_twice (4)"
        #expect(await delivery.refusal() == sentence)
        delivery.setting(.gpEvents, "optional: true")
        let result = try await delivery.ingest()
        #expect(result.missingTables == [.gpEvents: sentence])
        #expect(result.population.facts(of: .gpEvents) == nil && result.accounts(.gpEvents).isEmpty)
    }

    @Test("Practices that are told of in two ways refuse the run past the limit")
    func practices() async {
        var delivery = Delivery.persons()
        delivery[.practices] = "practice_code,name\nA81001,One\nA81002,Two\nA81001,Eins\nA81002,Zwei\n"
        #expect(await delivery.refusal()?.contains("same_version_twice (4)") == true)
    }

    @Test("Rows of nobody, and rows that are there twice, refuse the run where a limit of theirs says so")
    func declared() async throws {
        for table in [Table.gpEvents, .optOuts] {
            var delivery = Delivery.complete(rows: 3, persons: 6)
            delivery[table] =
                CleanTable.text(table, rows: 2, persons: 2).replacing("PSN-10001", with: "NOBODY-1")
                + CleanTable.row(table, 0).joined(separator: ",") + "\n"
            #expect(await delivery.refusal() == nil)
            for rule in ["nobody", "same_bytes"] {
                delivery.sources[table] = [["files: \(table.rawValue).csv", "rule_limits: { \(rule): 30% }"]]
                #expect(
                    await delivery.refusal()
                        == "\(table.rawValue).csv: 1 of 3 rows break the rule \(rule), over its limit of 30%")
            }
        }
    }
}
