import Lists
import Tabular
import Testing

@Suite struct ListCSVWriterTests {
    private static let header =
        "rank_practice,rank,person_id,risk,factor1,contribution1,factor2,contribution2,factor3,contribution3,"
        + "factor4,contribution4,factor5,contribution5,band,reasons,age_band,sex,risk_words,standing,days_on_list,changes,"
        + "caseloads,also_on,programme,seen_by,date_seen,outcome,suitable,why_not,part"
    private static let rows = [
        "1,4,9990000018,0.713456,em_adm_12m,0.9123,age_over_80,0.4000,ltc_heart_failure,0.3100,frailty_level,0.2000,"
            + "imd_decile,0.0000,top 0.5%,3 emergency admissions in 12 months; severe frailty; heart failure,"
            + "85 to 89,woman,about 7 in 10,staying,34,,none,Frail and at risk,most-complex-4pc,,,,,,",
        "3,17,'=9990000026,0.500000,ae_12m,0.2500,,,,,,,,,0.5% to 5%,\"'+4 A&E attendances, \"\"frequent\"\"\","
            + ",,about 5 in 10,,,,,,most-complex-4pc,,,,,,",
    ]

    private static func csv(_ document: ListDocument) throws -> String {
        let sink = MemorySink()
        try ListCSVWriter.write(document, to: sink)
        return sink.text
    }

    @Test("A list has exactly its columns, fixed decimals, and no text that a spreadsheet would run")
    func rows() throws {
        #expect(try Self.csv(.example()) == ([Self.header] + Self.rows).map { $0 + "\n" }.joined())
    }

    @Test("A demonstration says so on every row, and is otherwise the same")
    func demonstration() throws {
        let note = ",\"DEMONSTRATION: synthetic model, not for care\"\n"
        #expect(
            try Self.csv(.example(isDemonstration: true))
                == Self.header + ",note\n" + Self.rows.map { $0 + note }.joined())
    }

    @Test("A list of nobody is a header row")
    func empty() throws { #expect(try Self.csv(.example(rows: [])) == Self.header + "\n") }
}
