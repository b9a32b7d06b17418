import Foundation
import Testing
import Training

@Suite("Recalibration")
struct RecalibrationTests {
    private struct Expected: Decodable {
        let metrics: [String: Metrics]
        let isotonic: Isotonic

        struct Metrics: Decodable {
            let intercept, slope, inTheLarge: Double

            enum CodingKeys: String, CodingKey {
                case intercept = "cal_intercept"
                case slope = "cal_slope"
                case inTheLarge = "citl"
            }
        }

        struct Isotonic: Decodable {
            let inputs, targets, weights, fitted: [Double]

            enum CodingKeys: String, CodingKey {
                case inputs = "x"
                case targets = "y"
                case weights = "w"
                case fitted
            }
        }
    }

    private func expected() throws -> Expected {
        let json = try Data(contentsOf: TrainingData.oracles.appending(path: "expected.json"))
        return try JSONDecoder().decode(Expected.self, from: json)
    }

    private func scored(_ name: String) throws -> (linearPredictors: [Double], outcomes: [UInt8]) {
        let text = try String(contentsOf: TrainingData.oracles.appending(path: "metric_\(name).csv"), encoding: .utf8)
        let cells = text.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
        return (cells.map { log(Double($0[1])! / (1 - Double($0[1])!)) }, cells.map { UInt8(Double($0[0])!) })
    }

    @Test(
        "by intercept and by line is statsmodels'",
        .enabled(if: TrainingData.hasOracles, "shared/data/oracles is not beside the repository"),
        arguments: ["calibrated", "shifted"])
    func lines(name: String) async throws {
        let answer = try #require(try expected().metrics[name])
        let (predictors, outcomes) = try scored(name)
        let shift = try await Recalibration(.intercept, linearPredictors: predictors, outcomes: outcomes)
        guard case .intercept(let intercept) = shift else { return #expect(Bool(false)) }
        #expect(abs(intercept - answer.inTheLarge) < 1e-8)
        let line = try await Recalibration(.line, linearPredictors: predictors, outcomes: outcomes)
        guard case .line(let intercept, let slope) = line else { return #expect(Bool(false)) }
        #expect(abs(intercept - answer.intercept) < 1e-8)
        #expect(abs(slope - answer.slope) < 1e-8)
    }

    @Test(
        "the isotonic curve is the oracle's",
        .enabled(if: TrainingData.hasOracles, "shared/data/oracles is not beside the repository"))
    func isotonic() throws {
        let answer = try expected().isotonic
        let curve = IsotonicCurve(inputs: answer.inputs, targets: answer.targets, weights: answer.weights)
        for (input, fitted) in zip(answer.inputs, answer.fitted) {
            #expect(abs(curve.value(at: input) - fitted) < 1e-12)
        }
    }

    private struct Screen: Decodable {
        let isotonic: Curve

        struct Curve: Decodable { let inputs, weights, values: [Double] }
    }

    @Test("the isotonic curve is scikit-learn's between and beyond its corners")
    func interpolation() throws {
        let json = try Data(contentsOf: TrainingData.fixtures.appending(path: "screen.json"))
        let answer = try JSONDecoder().decode(Screen.self, from: json).isotonic
        let data = try TrainingData(csv: TrainingData.fixtures.appending(path: "ridge.csv"))
        let curve = IsotonicCurve(
            inputs: data.rows.map { $0[0] }, targets: data.outcomes.map(Double.init), weights: answer.weights)
        for (input, value) in zip(answer.inputs, answer.values) { #expect(abs(curve.value(at: input) - value) < 1e-12) }
        #expect(zip(curve.values, curve.values.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("gives nobody a risk of 0 or 1: its ends have both outcomes, and between them it is scikit-learn's")
    func ends() {
        // IsotonicRegression().fit_transform(range(1, 13), outcomes) of scikit-learn 1.9.1 gives 0 at 1 and 2, 1/3 at 3
        // to 5, 1/2 at 6 and 7, 2/3 at 8 to 10 and 1 at 11 and 12. Here the first two are joined, 1 of 5 rows, and the
        // last two, 4 of 5.
        let inputs = (1...12).map(Double.init)
        let outcomes: [UInt8] = [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1]
        let whole = IsotonicCurve(inputs: inputs, targets: outcomes.map(Double.init))
        let kept = IsotonicCurve(inputs: inputs, outcomes: outcomes)
        let (third, twoThirds) = (1.0 / 3, 2.0 / 3)
        let theirs: [Double] = [0, 0, third, third, third, 0.5, 0.5, twoThirds, twoThirds, twoThirds, 1, 1]
        let ours: [Double] = [0.2, 0.2, 0.2, 0.2, 0.2, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8, 0.8]
        for (place, input) in inputs.enumerated() {
            #expect(abs(whole.value(at: input) - theirs[place]) < 1e-15)
            #expect(abs(kept.value(at: input) - ours[place]) < 1e-15)
        }
        // Weights count, and those of one outcome alone have one value.
        let weighted = IsotonicCurve(inputs: [1, 2, 3], outcomes: [0, 1, 0], weights: [2, 1, 1])
        #expect(weighted.values == [0.25, 0.25])
    }

    @Test("asks for 100 rows with the outcome and 100 without, where it is a curve", arguments: [(99, 400), (400, 99)])
    func fewest(events: Int, others: Int) async throws {
        func fit(_ kind: Recalibration.Kind, events: Int, others: Int) async throws -> Recalibration {
            let outcomes = (0..<(events + others)).map { UInt8($0 < events ? 1 : 0) }
            let predictors = outcomes.indices.map { Double($0 * 7 % 13) }
            return try await Recalibration(kind, linearPredictors: predictors, outcomes: outcomes)
        }
        let error = await #expect(throws: TrainingError.tooFewForCurve(fewest: 100)) {
            _ = try await fit(.isotonic, events: events, others: others)
        }
        #expect(
            error?.description
                == "An isotonic curve needs at least 100 rows with the outcome and 100 without. Recalibrate by intercept "
                + "or intercept_and_slope, or take more rows.")
        _ = try await fit(.isotonic, events: max(100, events), others: max(100, others))
        _ = try await fit(.line, events: events, others: others)
    }

    @Test("leaves a right mean, whatever the kind", arguments: Recalibration.Kind.allCases)
    func mean(kind: Recalibration.Kind) async throws {
        let data = TrainingData(rows: 2000, columns: 4)
        let predictors = data.rows.map { 0.05 * $0[0] - 1 }
        let weights = data.rows.indices.map { Double($0 % 3) }
        let recalibration = try await Recalibration(
            kind, linearPredictors: predictors, outcomes: data.outcomes, weights: weights)
        var difference = 0.0
        for row in data.rows.indices {
            let risk = recalibration.risk(linearPredictor: predictors[row])
            difference += weights[row] * (risk - Double(data.outcomes[row]))
        }
        #expect(abs(difference / 2000) < 1e-11)
    }

    @Test("refuses rows of one outcome, whatever the kind", arguments: Recalibration.Kind.allCases)
    func singleClass(kind: Recalibration.Kind) async {
        // The fourth row counts for nothing.
        await #expect(throws: TrainingError.singleClass(rows: 3)) {
            _ = try await Recalibration(
                kind, linearPredictors: [-1, 0, 1, 2], outcomes: [1, 1, 1, 0], weights: [1, 1, 1, 0])
        }
    }

    @Test("refuses a line of one predictor for all")
    func constant() async {
        let error = await #expect(throws: TrainingError.self) {
            _ = try await Recalibration(.line, linearPredictors: [1, 1, 1], outcomes: [0, 1, 1])
        }
        #expect(
            error?.description
                == "The column linear predictor, which is not penalised, cannot be told apart from the intercept and "
                + "the unpenalised columns before it. Give it a penalty, or leave it out.")
    }
}
