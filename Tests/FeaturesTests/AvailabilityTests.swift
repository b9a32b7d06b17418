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
