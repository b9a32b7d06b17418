import Lists
import Tabular
import Testing

@Suite struct ListCSVReaderTests {
    @Test("Rows read back are the rows that were written")
    func roundTrip() throws {
        var rows = ListDocument.exampleRows
        rows[0] = ListRow(
            rankInPractice: 2, rank: 9, personID: "Ärztin-9", risk: 0.25, factors: [.init(name: "a", contribution: 1)],
            band: "top", reasons: ["=one", "two, \"quoted\""], ageBand: "85 to 89", sex: "man", caseloads: ["Frail"],
            alsoOn: ["Other", "More"], standing: .new, changes: ["2 more admissions", "the threshold moved"])
        rows[1] = ListRow(
            rankInPractice: 3, rank: 17, personID: "-9", risk: 0.5, factors: [], band: "b", reasons: [],
            caseloads: [], standing: .returning)
        let sink = MemorySink()
        try ListCSVWriter.write(.example(isDemonstration: true, rows: rows), to: sink)
        #expect(try ListCSVReader.rows(sink.bytes) == rows)
    }

    @Test("A list without the later columns is read as far as it goes, and what is no list is not read")
    func others() throws {
        let columns =
            "rank_practice,rank,person_id,risk,factor1,contribution1,factor2,contribution2,factor3,"
            + "contribution3,factor4,contribution4,factor5,contribution5,band,reasons\n"
        let row = "1,4,P1,0.5,a,1.0000,,,,,,,,,top,one; two\n"
        #expect(
            try ListCSVReader.rows(Array((columns + row).utf8)) == [
                ListRow(
                    rankInPractice: 1, rank: 4, personID: "P1", risk: 0.5, factors: [.init(name: "a", contribution: 1)],
                    band: "top", reasons: ["one", "two"])
            ])
        #expect(try ListCSVReader.rows(Array("a,b\n1,2\n".utf8)) == nil)
        #expect(try ListCSVReader.rows([]) == nil)
    }

    @Test("People with reasons are read back as they were written, and not at all where a row is damaged")
    func peopleWithReasons() throws {
        let people = [
            PersonAndReason(personID: "-9", why: "two dates of birth"),
            PersonAndReason(personID: "P2", why: "opted out, \"quoted\""),
        ]
        let sink = MemorySink()
        try PersonAndReasonCSV.write(people, to: sink)
        #expect(try PersonAndReasonCSV.people(sink.bytes) == people)
        for damaged in ["P3\n", "P3,a,b\n", "P3,\"a\"b\n"] {
            #expect(try PersonAndReasonCSV.people(sink.bytes + Array(damaged.utf8)) == nil, "\(damaged)")
        }
        #expect(throws: TabularError.quoteNeverCloses(file: "people with reasons", line: 4)) {
            try PersonAndReasonCSV.people(sink.bytes + Array("P3,\"a\n".utf8))
        }
        #expect(try PersonAndReasonCSV.people(Array("a,b\n1,2\n".utf8)) == nil)
    }
}
