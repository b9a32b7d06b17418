import Cohorts
import Configuration
import FeatureData
import Foundation
import Reports
import Testing

@Suite struct SummaryJSONTests {
    /// A thousand people in two practices, of whom five are in the small one.
    private static func summary(registered: Int = 1_003) throws -> RunSummary {
        let problems = Problems()
        let programme = try #require(
            Programme.read(
                "title: The most complex\nmodel: emergency-admission\neligible: age >= 18\nselect: { share: 5.2% }\n",
                id: "most-complex", file: "most-complex.yaml", problems: problems))
        let people = 1_000
        let risks = (0..<people).map { 0.6 - Double($0) * 0.0006 }
        let practice = Attribute(name: "practice", texts: (0..<people).map { $0 % 200 == 0 ? "L81002" : "L81001" })
        let candidates = Candidates(
            predictors: (0..<people).map { Int64(people - $0) }, risks: risks,
            eligible: [Bool](repeating: true, count: people),
            attributes: Attributes(rowCount: people, [practice]), exclusions: [RowID(3): 0])
        return RunSummary(
            indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, registered: registered,
            scored: people,
            programmes: [
                ProgrammeSummary(
                    programme: programme, modelVersion: "3",
                    cohort: try CohortSelection(programme).cohort(of: candidates),
                    risks: RiskDistribution(risks: risks, eligible: candidates.eligible), hasCaseloads: true)
            ])
    }

    @Test("Every number of people in summary.json is suppressed or rounded")
    func content() throws {
        let text = SummaryJSON.text(try Self.summary())
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        #expect(
            object["disclosure_control"] as? String
                == "Numbers of people from 1 to 7 are null; others are rounded to the nearest 5.")
        #expect(object["people"] as? NSDictionary == ["registered": 1_005, "scored": 1_000])
        let programme = try #require((object["programmes"] as? NSArray)?[0] as? NSDictionary)
        let expected: NSDictionary = [
            "id": "most-complex", "title": "The most complex", "rule": "the 5.2% at highest risk among the eligible",
            "model": ["name": "emergency-admission", "version": "3"], "lists_by": "practice", "eligible": 1_000,
            "to_take": 50, "listed": 50, "below_the_line": 945, "near_misses": 95,
            "left_out": [
                ["people": NSNull(), "why": "on the caseload of this programme already"],
                ["people": 0, "why": "died or left since the index date"],
            ],
            "listed_by_band": [
                ["band": "top 0.5%", "people": NSNull()], ["band": "0.5% to 5%", "people": 45],
                ["band": "5% to 20%", "people": NSNull()], ["band": "below the top 20%", "people": 0],
            ],
            "lists": [
                ["code": "L81001", "eligible": 995, "listed": 50],
                ["code": "L81002", "eligible": NSNull(), "listed": NSNull()],
            ],
            "risk_distribution": Self.bands,
        ]
        for (key, value) in expected { #expect((programme[key] as? NSObject) == (value as? NSObject), "\(key)") }
        #expect(programme.count == expected.count)
    }

    /// 0.6 - 0.0006 n is below 0.01 from n = 984, below 0.02 from 967, and so on.
    private static var bands: NSArray {
        [
            ["risk_from": 0, "risk_to": 0.01, "people": 15], ["risk_from": 0.01, "risk_to": 0.02, "people": 15],
            ["risk_from": 0.02, "risk_to": 0.05, "people": 50], ["risk_from": 0.05, "risk_to": 0.1, "people": 85],
            ["risk_from": 0.1, "risk_to": 0.2, "people": 165], ["risk_from": 0.2, "risk_to": 0.3, "people": 165],
            ["risk_from": 0.3, "risk_to": 0.5, "people": 335], ["risk_from": 0.5, "risk_to": 1, "people": 165],
        ]
    }
}
