import Outcomes
import Scoring
import Testing

@testable import Pipeline

@Suite("Rows that a model has seen")
struct SeenRowsTests {
    private func sentences(
        trainedOn: [String], calibratedOn: [String] = [], evaluatedOn: [String], within: TimeWithin? = .months(12)
    ) -> [String] {
        let model = RiskModel(
            name: "m", version: "1", link: .logit, intercept: 0, features: [], terms: [], calibratedOn: calibratedOn,
            training: Scoring.TrainingPopulation(
                fingerprint: "", indexDates: trainedOn, rows: 0, events: 0, synthetic: true, catalogue: "default"))
        return SeenRows.sentences(model, evaluatedOn: evaluatedOn, within: within)
    }

    @Test("are those that are not later than its fit or its calibration, or that begin before its outcomes end")
    func dates() {
        #expect(sentences(trainedOn: ["2022-04-01", "2023-04-01"], evaluatedOn: ["2024-04-01"]) == [])
        let known =
            "m 1 was fitted on rows of 2022-04-01, 2023-04-01, which these are not later than: on what its fit "
            + "knew, a model looks better than it is."
        for day in ["2023-04-01", "2023-01-01", "2020-01-01"] {
            #expect(sentences(trainedOn: ["2022-04-01", "2023-04-01"], evaluatedOn: [day, "2025-04-01"]) == [known])
        }
        #expect(
            sentences(trainedOn: ["2023-04-01"], evaluatedOn: ["2024-03-31"]) == [
                "The outcomes that m 1 was fitted on reach past 2024-03-31, the index date that it is evaluated on: its "
                    + "fit knew a part of what it is to foresee."
            ])
        #expect(sentences(trainedOn: ["2023-04-01"], evaluatedOn: ["2023-05-01"], within: .days(30)) == [])
        #expect(
            sentences(trainedOn: ["2022-04-01"], calibratedOn: ["2024-04-01"], evaluatedOn: ["2024-04-01"]).count == 1)
        #expect(sentences(trainedOn: ["2022-04-01"], calibratedOn: ["2023-04-01"], evaluatedOn: ["2024-04-01"]) == [])
    }

    @Test("of a ready table are those that the same condition chose")
    func table() {
        #expect(sentences(trainedOn: ["split = train"], evaluatedOn: ["split = test"], within: nil) == [])
        #expect(sentences(trainedOn: ["all rows"], evaluatedOn: ["all rows"], within: nil).count == 1)
        #expect(sentences(trainedOn: [], evaluatedOn: ["all rows"], within: nil) == [])
    }
}
