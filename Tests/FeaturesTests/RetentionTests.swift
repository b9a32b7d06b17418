import Features
import Records
import Testing

@Suite("What Ingest must keep for a catalogue")
struct RetentionTests {
    private func retention(_ features: String) throws -> Retention {
        try Catalogue(yaml: "catalogue: test\nfeatures:\n\(features)").retention
    }

    @Test("Only rows with a code of the lists, where every feature of the table is bound by one")
    func bound() throws {
        let rows = try retention(
            """
              - { name: a, table: gp_events, where: code in list egfr, take: latest, field: value }
              - { name: b, table: gp_events, where: [code in list frailty, value is given] }
              - { name: c, table: prescriptions, where: bnf_code in list high_risk_medicines }
            """)
        #expect(rows.fields[.gpEvents] == ["code", "value"])
        #expect(rows.rows[.gpEvents]?.field == "code")
        #expect(rows.rows[.gpEvents]?.codes.count == 4)
        #expect(rows.rows[.gpEvents]?.prefixes == [])
        #expect(rows.rows[.prescriptions]?.prefixes == ["0208", "040702", "0601011", "080201"])
    }

    @Test("Every row, where one feature of the table is not bound, or is bound by another field")
    func unbound() throws {
        let bounded = "  - { name: a, table: gp_events, where: code in list egfr }\n"
        for other in ["take: days", "where: not code in list frailty", "where: code in list egfr or code is missing"] {
            let rows = try retention(bounded + "  - { name: b, table: gp_events, \(other) }\n").rows
            #expect(rows.isEmpty, "\(other)")
        }
    }

    @Test("Every row, where a feature counts rows by the row before them")
    func rowsBefore() throws {
        let emergency = "table: admissions, where: admission_method in list admission_method.emergency"
        #expect(try retention("  - { name: a, \(emergency) }\n").rows[.admissions]?.codes.count == 8)
        #expect(try retention("  - { name: a, \(emergency), take: within, days: 30 }\n").rows.isEmpty)
    }

    @Test("Every row of admissions for their diagnoses, and the GP codes of conditions")
    func conditions() throws {
        let rows = try retention("  - { name: a, condition: ltc.copd, window: 24 months }\n")
        #expect(rows.fields[.admissions] == ["primary_diagnosis", "secondary_diagnoses", "discharge_date"])
        #expect(rows.rows[.gpEvents]?.codes == ["13645005"])
        #expect(rows.rows[.admissions] == nil)
    }
}
