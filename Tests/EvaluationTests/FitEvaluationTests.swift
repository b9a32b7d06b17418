import Evaluation
import Testing

@Suite("The evaluation file")
struct FitEvaluationTests {
    /// 200 people, 30 of them with the outcome: 3 among the first twenty.
    let scored = ScoredOutcomes(
        outcomes: (0..<200).map { (3..<17).contains($0) || ($0 >= 20 && $0 < 47) ? 0 : $0 < 63 ? 1 : 0 },
        risks: (0..<200).map { Double(200 - $0) / 201 })

    @Test("releases counts rounded, and nothing that tells a small one")
    func released() {
        let evaluation = FitEvaluation(
            model: "emergency", version: "1", indexDate: "2024-04-01", of: scored,
            cuts: [("10%", 20), ("31.5%", 63)])
        #expect(evaluation.rows == 200)
        #expect(evaluation.events == 20)
        #expect(evaluation.cuts[0].positivePredictiveValue == nil)
        #expect(evaluation.cuts[0].sensitivity == nil)
        #expect(evaluation.cuts[0].lift == nil)
        #expect(evaluation.cuts[1].taken == 65)
        #expect(evaluation.cuts[1].positivePredictiveValue == 22.0 / 63)
        #expect(evaluation.cuts[1].sensitivity == 1)
    }

    @Test("is read back as it was written, in the same bytes")
    func roundTrip() throws {
        let evaluation = FitEvaluation(
            model: "emergency", version: "1", indexDate: "2024-04-01", of: scored, cuts: [("10%", 20)])
        let json = try evaluation.json()
        #expect(try FitEvaluation(json: json) == evaluation)
        #expect(try FitEvaluation(json: json).json() == json)
    }

    @Test("leaves out what cannot be computed")
    func oneOutcome() throws {
        let none = ScoredOutcomes(outcomes: [UInt8](repeating: 0, count: 20), risks: (1...20).map { Double($0) / 100 })
        let evaluation = FitEvaluation(model: "m", version: "1", indexDate: "2024-04-01", of: none, cuts: [])
        #expect(evaluation.auroc == nil)
        #expect(evaluation.events == 0)
        #expect(try FitEvaluation(json: evaluation.json()) == evaluation)
    }
}
