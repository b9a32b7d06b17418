import Foundation
import Lists
import Testing

@Suite struct ListHeaderJSONTests {
    private static func object(_ document: ListDocument) throws -> NSDictionary {
        let data = Data(ListHeaderJSON.text(document.header).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    }

    @Test("A header's JSON holds everything of the header")
    func content() throws {
        let expected: NSDictionary = [
            "advice": ListDocument.advice,
            "counts": [
                "below_the_line": 6_125, "eligible": 6_214, "near_misses": 31, "shown": 2,
                "left_out": [["people": 87, "why": "on the caseload of this programme already"]],
            ],
            "demonstration": false, "demonstration_note": NSNull(), "format_version": 1, "index_date": "2026-03-01",
            "list": ["code": "L81001", "kind": "practice", "name": "Riverside & Hill Surgery"],
            "model": ["name": "emergency-admission", "version": "3"],
            "notes": ["Mental health contacts were not delivered: what rests on them is left out of every score."],
            "programme": [
                "id": "most-complex-4pc", "rule": "the 4% at highest risk among the eligible",
                "risk_of": NSNull(), "title": "The most complex 4%",
            ],
            "run_date": "2026-03-02",
            "sources": [
                ["complete_to": "2026-02-28", "extracted_on": "2026-03-01", "name": "gp", "note": NSNull()],
                [
                    "complete_to": NSNull(), "extracted_on": "2026-02-01", "name": "social care",
                    "note": "29 days old (monthly)",
                ],
            ],
        ]
        #expect(try Self.object(.example()) == expected)
    }

    @Test("A demonstration says so, and no header holds a person")
    func demonstration() throws {
        let object = try Self.object(.example(isDemonstration: true))
        #expect(object["demonstration_note"] as? String == "DEMONSTRATION: synthetic model, not for care")
        for row in ListDocument.exampleRows {
            #expect(!ListHeaderJSON.text(ListDocument.example().header).contains(row.personID))
        }
    }
}
