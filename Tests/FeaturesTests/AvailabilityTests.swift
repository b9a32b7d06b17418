import Features
import Records
import Testing

@Suite("Features that a run cannot compute")
struct AvailabilityTests {
    private func unavailable(_ sources: Sources) -> [String: String] {
        let population = Population([PersonRecord(id: "A", birth: .on("1950-01-01"))], sources: sources)
        let plan = SlowEngineTests.catalogue.plan(for: population.histories(at: .on("2024-04-01")))
        #expect(plan.columns.count + plan.unavailable.count == 70)
        #expect(Set(plan.columns.map(\.name)).isDisjoint(with: plan.unavailable.map(\.feature)))
        return Dictionary(uniqueKeysWithValues: plan.unavailable.map { ($0.feature, $0.reason) })
    }

    @Test("All features are there where all sources are")
    func everything() { #expect(unavailable(Sources()).isEmpty) }

    @Test("A feature without its source is left out, and so is what it is part of")
    func noSource() {
        var sources = Sources()
        sources.tables.removeAll { $0 == .prescriptions || $0 == .gpEvents }
        let reasons = unavailable(sources)
        #expect(reasons["rx_items_12m"] == "there is no source for prescriptions")
        #expect(reasons["egfr_last"] == "there is no source for gp_events")
        #expect(reasons["ltc_copd"] == "there is no source for gp_events")
        #expect(reasons["ltc_count"] == "it is the sum of features of which 25 are not available")
        #expect(reasons.count == 3 + 4 + 25 + 1)
    }

    @Test("A window cannot end where a source is complete that does not say where that is")
    func completenessUnknown() throws {
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                features:
                  - { name: rows, table: gp_events, ends: complete }
                  - { name: copd, condition: ltc.copd, window: 24 months, ends: complete }
                  - { name: charlson, groups: charlson, window: 24 months, ends: complete }
                """)
        func unavailable(_ sources: Sources) -> [String] {
            let population = Population([PersonRecord(id: "A", birth: .on("1950-01-01"))], sources: sources)
            return catalogue.plan(for: population.histories(at: .on("2024-04-01"))).unavailable.map(\.reason)
        }
        let sentence = "does not say up to which day it is complete; state extracted_on or complete_to"
        #expect(
            unavailable(Sources()) == [
                "the source of gp_events \(sentence)", "the source of admissions \(sentence)",
                "the source of admissions \(sentence)",
            ])
        #expect(unavailable(Sources(extractedOn: .on("2024-04-01"))).isEmpty)
    }

    @Test("A feature without its field is left out; a filter of where_given then does not hold")
    func noField() {
        var sources = Sources()
        sources.missingFields = [
            .admissions: ["patient_classification", "secondary_diagnoses"], .gpEvents: ["value"],
            .persons: ["care_home"],
        ]
        let reasons = unavailable(sources)
        #expect(reasons["em_adm_12m"] == nil)
        #expect(reasons["charlson_24m"] == "the source of admissions has no secondary_diagnoses")
        #expect(reasons["egfr_last"] == "the source of gp_events has no value")
        #expect(reasons["care_home"] == "the persons source has no care_home")
        #expect(reasons.count == 1 + 1 + 1 + 25 + 1)
    }

    @Test("A feature that a warehouse computed is of the day of its table, has its value and is known by its name")
    func ready() throws {
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                features:
                  - { name: visits, value: ready.n_visits }
                  - { name: change, value: ready.slope, default: 2 }
                  - { name: over, value: ready.n_visits, above: 2 }
                """)
        let people = [
            PersonRecord(
                id: "A", birth: .on("1950-01-01"), fields: ["ready.n_visits": "3", "ready.slope": "-1.5"]),
            PersonRecord(id: "B", birth: .on("1950-01-01"), fields: ["ready.n_visits": "1e1"]),
        ]
        let day = Day.on("2024-04-01")
        let sources = Sources(extractedOn: day, ready: ["n_visits", "slope"])
        let values = catalogue.values(people, sources: sources, at: day)
        #expect(values[0] == ["visits": 3, "change": -1.5, "over": 1])
        #expect(values[1] == ["visits": 10, "change": 2, "over": 8])
        #expect(catalogue.fingerprint(of: "visits") == "ready table: visits")
        #expect(catalogue.fingerprint(of: "over")?.count == 64)

        func reasons(_ sources: Sources, at day: Day) -> Set<String> {
            let population = Population(people, sources: sources)
            return Set(catalogue.plan(for: population.histories(at: day)).unavailable.map(\.reason))
        }
        #expect(
            reasons(sources, at: .on("2024-04-02"))
                == ["it was computed elsewhere, as at 2024-04-01, which is not the index date"])
        #expect(
            reasons(Sources(ready: ["n_visits", "slope"]), at: day) == [
                "it was computed elsewhere, and the persons source does not say as at which day; state extracted_on"
            ])
        #expect(
            reasons(Sources(extractedOn: day), at: day)
                == ["the persons source has no ready.n_visits", "the persons source has no ready.slope"])
    }

    @Test("A regular attender counts where the run cannot tell who is one")
    func regularAttenders() {
        var person = PersonRecord(id: "A", birth: .on("1950-01-01"))
        person.events[.admissions] = [
            EventRecord(day: .on("2024-03-01"), fields: ["admission_method": "21", "patient_classification": "3"])
        ]
        let catalogue = SlowEngineTests.catalogue
        #expect(catalogue.values([person], at: .on("2024-04-01"))[0]["em_adm_3m"] == 0)
        let sources = Sources(missingFields: [.admissions: ["patient_classification"]])
        #expect(catalogue.values([person], sources: sources, at: .on("2024-04-01"))[0]["em_adm_3m"] == 1)
    }

    @Test("A feature of codes in another system is left out")
    func otherSystem() {
        var sources = Sources()
        sources.systems = [.gpEvents: ["code": "ctv3"], .prescriptions: ["bnf_code": "dmd"]]
        let reasons = unavailable(sources)
        #expect(reasons["egfr_last"] == "code of gp_events is in the code system ctv3, not snomed")
        #expect(reasons["frailty_level"] == "code of gp_events is in the code system ctv3, not snomed")
        #expect(reasons["ltc_copd"] == "code of gp_events is in the code system ctv3, not snomed")
        #expect(reasons["bnf_sections_6m"] == "bnf_code of prescriptions is in the code system dmd, not bnf")
        #expect(reasons["rx_items_12m"] == nil)
    }
}
