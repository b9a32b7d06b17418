import Foundation
import Testing

@testable import Evaluation

@Suite("The evaluation")
struct EvaluatorTests {
    static let model = EvaluatedModel(
        name: "emergency", version: "2", outcome: "an emergency admission within twelve months",
        population: "Adults registered at the index date", trainedOn: ["2023-04-01"], indexDates: ["2024-04-01"],
        isSynthetic: false)

    /// People whose outcome follows a risk from a plain sequence, so that it needs no random source.
    static func input(_ count: Int = 6000) -> EvaluationInput {
        let uniform = (0..<count).map {
            ((Double($0) + 0.5) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
        }
        let risks = uniform.map { 0.02 + 0.6 * $0 * $0 * $0 }
        let other = (0..<count).map { ((Double($0) + 0.5) * 0.754_877_666_246_693).truncatingRemainder(dividingBy: 1) }
        let outcomes = zip(risks, other).map { UInt8($1 < $0 ? 1 : 0) }
        var input = EvaluationInput(
            model: model, scored: ScoredOutcomes(outcomes: outcomes, risks: risks),
            persons: (0..<count).map(UInt64.init))
        input.groupings = [
            Grouping(name: "Sex", levels: ["female", "male"], codes: (0..<count).map { $0 < count / 2 ? 0 : 1 }),
            Grouping(
                name: "Practice", levels: ["A", "B", "C", "D"],
                codes: (0..<count).map { $0 < 5 ? 0 : $0 < 400 ? 1 : $0.isMultiple(of: 3) ? 2 : 3 }),
            Grouping(
                name: "Diabetes", levels: ["yes"],
                codes: (0..<count).map { (count / 4..<count / 2).contains($0) ? 0 : -1 }),
        ]
        input.rules = [SelectionRule(words: "every tenth", isTaken: (0..<count).map { $0.isMultiple(of: 10) })]
        input.missingness = [.init(name: "bmi", value: 0.31), .init(name: "age", value: 2 / Double(count))]
        input.importance = [.init(name: "age", value: 0.4)]
        input.attrition = [.init(name: "registered", people: count + 12), .init(name: "dead", people: 4)]
        input.limits = ["Open spells are as they were known later."]
        input.retraining = "Nobody was left out."
        return input
    }

    @Test("does not withhold a level for a handful of whom it is not known: they are counted with the largest")
    func few() async throws {
        var input = Self.input()
        var codes = (0..<6000).map { Int32($0 < 2000 ? 0 : 1) }
        for place in [10, 1500, 3000, 4500] { codes[place] = -1 }
        input.groupings = [Grouping(name: "Sex", levels: ["female", "male"], codes: codes)]
        let levels = await evaluator.evaluation(of: input).subgroups[0].levels
        #expect(levels.map(\.name) == ["female", "male, or not known"])
        #expect(levels.map(\.people) == [2000, 4000])
        #expect(levels.allSatisfy { $0.auroc.value != nil && $0.sensitivity.value != nil })
    }

    let evaluator = Evaluator(bootstrap: Bootstrap(replicates: 24, threads: 2))

    @Test("holds the measures with intervals about them")
    func measures() async throws {
        let input = Self.input()
        let evaluation = await evaluator.evaluation(of: input)
        #expect(evaluation.measures.auroc.value == input.scored.auroc)
        #expect(evaluation.measures.calibrationSlope.value == input.scored.calibrationLine.slope)
        for estimate in [evaluation.measures.auroc, evaluation.measures.brierScore, evaluation.measures.logLoss] {
            let (value, low, high) = (
                try #require(estimate.value), try #require(estimate.low), try #require(estimate.high)
            )
            #expect(low < value && value < high)
        }
        let main = try #require(evaluation.cuts.first { $0.rule == "4%" })
        let cut = input.scored.cut(takingWeight: 240)
        #expect(main.taken == 240)
        #expect(main.positivePredictiveValue.value == cut.positivePredictiveValue)
        #expect(main.oracleSensitivity == cut.oracleSensitivity)
        #expect(
            evaluation.rules[0].positivePredictiveValue.value
                == input.scored.cut(taking: input.rules[0].isTaken)
                .positivePredictiveValue)
    }

    @Test("is the same bytes on one thread and two, and is read back as it was written")
    func bytes() async throws {
        let input = Self.input(2000)
        let json = try await evaluator.evaluation(of: input).json()
        let alone = Evaluator(bootstrap: Bootstrap(replicates: 24, threads: 1))
        #expect(try await alone.evaluation(of: input).json() == json)
        #expect(try ModelEvaluation(json: json).json() == json)
    }

    @Test("is not read where the file is damaged or of another format")
    func otherFormat() async throws {
        let json = try await evaluator.evaluation(of: Self.input(2000)).json()
        let text = String(decoding: json, as: UTF8.self)
        for other in [
            text.replacing("\"format_version\" : 2", with: "\"format_version\" : 3"),
            text.replacing("\"format_version\"", with: "\"version\""), String(text.prefix(1000)),
        ] {
            #expect(throws: DecodingError.self) { _ = try ModelEvaluation(json: Data(other.utf8)) }
        }
    }

    @Test("tells nothing of small subgroups, nor of what is left without them")
    func subgroups() async throws {
        let evaluation = await evaluator.evaluation(of: Self.input())
        let practices = evaluation.subgroups[1].levels
        #expect(practices.map { $0.people == nil } == [true, true, false, false])
        #expect(practices[0].auroc.value == nil && practices[1].positivePredictiveValue.value == nil)
        #expect(practices[2].auroc.value != nil)
        let diabetes = evaluation.subgroups[2].levels[0]
        #expect(diabetes.people == 1500 && diabetes.sensitivity.low != nil)
    }

    @Test("tells of subgroups what their rows alone would")
    func subgroupMeasures() async throws {
        let input = Self.input()
        let women = (0..<6000).filter { $0 < 3000 }
        let alone = ScoredOutcomes(
            outcomes: women.map { input.scored.outcomes[$0] }, risks: women.map { input.scored.risks[$0] })
        let level = await evaluator.evaluation(of: input).subgroups[0].levels[0]
        #expect(level.auroc.value == alone.auroc)
        #expect(abs((level.calibrationSlope.value ?? .nan) - alone.calibrationLine.slope) < 1e-11)
        let top = Set(input.scored.descending.prefix(240))
        let taken = women.filter(top.contains)
        let found = taken.count { input.scored.outcomes[$0] == 1 }
        #expect(level.positivePredictiveValue.value == Double(found) / Double(taken.count))
        #expect(level.sensitivity.value == Double(found) / Double(alone.events))
    }

    @Test("has the tenth of the highest risks as a calibration group of its own, whatever number of rows there is")
    func topGroup() async throws {
        for count in [6003, 6007] {
            let input = Self.input(count)
            let groups = await evaluator.evaluation(of: input).calibration.groups
            // 601 of either number, as the cut takes; told to the nearest 5.
            #expect(groups.count == 10)
            #expect(groups.last?.people == 600)
            let top = zip(input.scored.risks, input.scored.outcomes).sorted { $0.0 > $1.0 }.prefix(601)
            #expect(abs((groups.last?.meanRisk ?? .nan) - top.reduce(0) { $0 + $1.0 } / 601) < 1e-12)
            #expect(groups.last?.observed.value == Double(top.count { $0.1 == 1 }) / 601)
        }
    }

    @Test("has it where rows are weighted, too, and the cut is not at a tenth of the rows")
    func topGroupOfWeights() async throws {
        var input = Self.input(6003)
        // The last of the highest tenth count for a little less, so that the cut of a tenth of the weight is lower down.
        let top = input.scored.descending.prefix(600)
        var weights = [Double](repeating: 1, count: 6003)
        for row in top { weights[row] = 0.995 }
        input.scored = ScoredOutcomes(
            outcomes: input.scored.outcomes, risks: input.scored.risks, weights: weights)
        let place = input.scored.place(takingWeight: input.scored.weight(of: ShareCut(perMille: 100)))
        #expect((602...606).contains(place))
        let groups = await evaluator.evaluation(of: input).calibration.groups
        #expect(groups.count == 10)
        #expect(groups.last.map { abs(($0.people ?? 0) - place) <= 2 } ?? false)
    }

    @Test("has curves of at most about 200 points, no two with fewer than 8 people of an outcome between them")
    func curves() async throws {
        let input = Self.input()
        let evaluation = await evaluator.evaluation(of: input)
        #expect(evaluation.roc.count > 30 && evaluation.roc.count <= 220)
        #expect(evaluation.roc.first?.sensitivity == 0 && evaluation.roc.last?.sensitivity == 1)
        let (events, others) = (Double(input.scored.events), Double(6000 - input.scored.events))
        for (low, high) in zip(evaluation.roc, evaluation.roc.dropFirst()) {
            let found = ((high.sensitivity - low.sensitivity) * events).rounded()
            let other = ((high.falsePositiveRate - low.falsePositiveRate) * others).rounded()
            #expect((found == 0 || found >= 8) && (other == 0 || other >= 8))
        }
        #expect(evaluation.calibration.groups.count >= 8)
        #expect(!evaluation.calibration.curve.isEmpty && !evaluation.netBenefit.isEmpty)
    }

    @Test("counts under disclosure control")
    func counts() async {
        let evaluation = await evaluator.evaluation(of: Self.input())
        #expect(evaluation.attrition.map(\.people) == [6010, nil])
        #expect(evaluation.missingness.map(\.value) == [0.31, nil])
        for bar in evaluation.histogram { #expect((bar.rows ?? 0).isMultiple(of: 5)) }
        #expect(evaluation.persons == 6000)
    }

    @Test("tells no measure of a few people, and nothing breaks without events or people", arguments: [0, 1, 3, 40])
    func few(count: Int) async throws {
        let outcomes = (0..<count).map { UInt8($0 < 3 && count == 40 ? 1 : 0) }
        let risks = (0..<count).map { Double($0 + 1) / 50 }
        var input = EvaluationInput(
            model: Self.model, scored: ScoredOutcomes(outcomes: outcomes, risks: risks),
            persons: (0..<count).map(UInt64.init))
        input.groupings = [Grouping(name: "All", levels: ["all"], codes: [Int32](repeating: 0, count: count))]
        let evaluation = await evaluator.evaluation(of: input)
        #expect(evaluation.measures.auroc.value == nil && evaluation.roc.isEmpty)
        #expect(evaluation.events == (count == 40 ? nil : 0) || count < 8)
        #expect(try ModelEvaluation(json: evaluation.json()) == evaluation)
    }

    @Test("leaves calibration out where scores are no risks")
    func scores() async {
        var input = Self.input(2000)
        input.scored = ScoredOutcomes(outcomes: input.scored.outcomes, risks: input.scored.risks.map { 100 * $0 })
        let evaluation = await evaluator.evaluation(of: input)
        #expect(evaluation.measures.auroc.value != nil && evaluation.measures.auroc.low != nil)
        #expect(evaluation.measures.brierScore.value == nil && evaluation.measures.calibrationSlope.value == nil)
        #expect(evaluation.calibration.groups.isEmpty && evaluation.netBenefit.isEmpty && evaluation.histogram.isEmpty)
        #expect(evaluation.cuts.contains { $0.positivePredictiveValue.value != nil && $0.threshold == nil })
    }
}
