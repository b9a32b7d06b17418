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
            "not_scored": [],
            "demonstration": false, "demonstration_note": NSNull(), "expected": NSNull(), "format_version": 2,
            "held": false, "index_date": "2026-03-01", "issue": NSNull(),
            "list": ["code": "L81001", "kind": "practice", "name": "Riverside & Hill Surgery"],
            "model": ["name": "emergency-admission", "version": "3"],
            "notes": ["Mental health contacts were not delivered: what rests on them is left out of every score."],
            "programme": [
                "id": "most-complex-4pc", "rule": "the 4% at highest risk among the eligible",
                "risk_of": NSNull(), "scale": "risk", "title": "The most complex 4%",
            ],
            "run": NSNull(), "run_date": "2026-03-02",
            "sources": [
                [
                    "age_in_days": NSNull(), "complete_to": "2026-02-28", "extracted_on": "2026-03-01",
                    "missing": false, "name": "gp", "note": NSNull(),
                ],
                [
                    "age_in_days": NSNull(), "complete_to": NSNull(), "extracted_on": "2026-02-01", "missing": false,
                    "name": "social care", "note": "29 days old (monthly)",
                ],
            ],
        ]
        #expect(try Self.object(.example()) == expected)
    }

    @Test("What is to be expected says on what it rests")
    func expectation() throws {
        var header = ListDocument.example().header
        header.expectation = ListExpectation(events: 1.2134, people: 2, evaluation: .absent)
        func expected() throws -> NSDictionary? {
            try Self.object(ListDocument(header: header, rows: []))["expected"] as? NSDictionary
        }
        #expect(
            try expected() == [
                "basis": "mean risk of those listed", "cut": NSNull(), "events": 1.2,
                "positive_predictive_value": 0.6067,
            ])
        header.expectation = ListExpectation(events: 1.2134, people: 2, evaluation: .unreadable)
        #expect(
            try expected() == [
                "basis": "mean risk of those listed, since the model's evaluation cannot be read", "cut": NSNull(),
                "evaluation_unreadable": true, "events": 1.2, "positive_predictive_value": 0.6067,
            ])
        func evaluated(_ taken: ListExpectation.Taken) throws -> NSDictionary? {
            header.expectation = ListExpectation(
                events: 1.2134, people: 2, evaluation: .found(.init(taken, positivePredictiveValue: 0.5344)))
            return try expected()
        }
        #expect(
            try evaluated(.byOwnRule) == [
                "basis": "evaluation of the programme's own rule", "cut": "own rule", "events": 1.2,
                "positive_predictive_value": 0.5344,
            ])
        #expect(
            try evaluated(.share("4%")) == [
                "basis": "evaluation of the top 4% of everybody evaluated", "cut": "4%", "events": 1.2,
                "positive_predictive_value": 0.5344,
            ])
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
