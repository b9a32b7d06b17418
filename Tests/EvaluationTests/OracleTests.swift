import Evaluation
import Foundation
import Testing

/// Reference values from scikit-learn and statsmodels, which lie beside the repository and not in it.
private enum Oracle {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/oracles")

    static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "expected.json").path)

    static func scored(_ name: String) throws -> ScoredOutcomes {
        let text = try String(contentsOf: folder.appending(path: "metric_\(name).csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        return ScoredOutcomes(outcomes: rows.map { UInt8($0[0])! }, risks: rows.map { Double($0[1])! })
    }

    /// From the last row to the first: the reference goes from the lowest risk up, ties in their given order, and ours from
    /// the highest down.
    static func reversed(_ name: String) throws -> ScoredOutcomes {
        let scored = try scored(name)
        return ScoredOutcomes(outcomes: scored.outcomes.reversed(), risks: scored.risks.reversed())
    }

    struct Expected: Decodable {
        let metrics: [String: Measures]
    }

    struct Measures: Decodable {
        let auroc, auprc, auprcTrapezoidNotAP, brier, brierNull, logloss: Double
        let calIntercept, calSlope, citl, oe: Double
        let top001, top002, top004, top005, top01: Top
        let deciles: [Tenth]

        enum CodingKeys: String, CodingKey {
            case auroc, auprc, brier, logloss, citl, oe, deciles
            case auprcTrapezoidNotAP = "auprc_trapezoid_not_AP"
            case brierNull = "brier_null"
            case calIntercept = "cal_intercept"
            case calSlope = "cal_slope"
            case top001 = "top_0.01"
            case top002 = "top_0.02"
            case top004 = "top_0.04"
            case top005 = "top_0.05"
            case top01 = "top_0.1"
        }
    }

    struct Top: Decodable { let k, tp: Int, threshold, ppv, sens, lift, spec: Double }

    struct Tenth: Decodable {
        let n: Int
        let meanP, obs: Double

        enum CodingKeys: String, CodingKey {
            case n, obs
            case meanP = "mean_p"
        }
    }

    static func measures(_ name: String) throws -> Measures {
        let data = try Data(contentsOf: folder.appending(path: "expected.json"))
        return try #require(try JSONDecoder().decode(Expected.self, from: data).metrics[name])
    }
}

@Suite(
    "The measures agree with scikit-learn and statsmodels",
    .enabled(if: Oracle.isPresent, "shared/data/oracles is not beside the repository"))
struct OracleTests {
    @Test("on discrimination", arguments: ["calibrated", "shifted", "ties"])
    func discrimination(name: String) throws {
        let (scored, expected) = (try Oracle.scored(name), try Oracle.measures(name))
        #expect(abs(scored.auroc - expected.auroc) < 1e-12)
        #expect(abs(scored.averagePrecision - expected.auprc) < 1e-12)
        #expect(abs(scored.auprcTrapezoid - expected.auprcTrapezoidNotAP) < 1e-12)
    }

    @Test("on the standard error of the AUROC, by its definition", arguments: ["calibrated", "shifted", "ties"])
    func standardError(name: String) throws {
        let scored = try Oracle.scored(name)
        #expect(abs(scored.aurocStandardError - slowStandardError(scored)) < 1e-12)
    }

    /// DeLong's formula, pair by pair.
    private func slowStandardError(_ scored: ScoredOutcomes) -> Double {
        let people = zip(scored.risks, scored.outcomes)
        let events = people.filter { $0.1 == 1 }.map(\.0)
        let others = people.filter { $0.1 == 0 }.map(\.0)
        func wins(_ high: Double, _ low: Double) -> Double { high > low ? 1 : high == low ? 0.5 : 0 }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        func variance(_ values: [Double]) -> Double {
            let centre = mean(values)
            return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
        }
        let ofEvents = events.map { event in mean(others.map { wins(event, $0) }) }
        let ofOthers = others.map { other in mean(events.map { wins($0, other) }) }
        return (variance(ofEvents) / Double(events.count) + variance(ofOthers) / Double(others.count)).squareRoot()
    }

    @Test("on calibration", arguments: ["calibrated", "shifted", "ties"])
    func calibration(name: String) throws {
        let (scored, expected) = (try Oracle.scored(name), try Oracle.measures(name))
        #expect(abs(scored.brierScore - expected.brier) < 1e-12)
        #expect(abs(scored.scaledBrierScore - (1 - expected.brier / expected.brierNull)) < 1e-12)
        #expect(abs(scored.logLoss - expected.logloss) < 1e-12)
        // The reference stopped at a gradient of about 1e-9; by exact sums ours is the nearer one.
        #expect(abs(scored.calibrationInTheLarge - expected.citl) < 1e-10)
        #expect(abs(scored.calibrationLine.intercept - expected.calIntercept) < 1e-12)
        #expect(abs(scored.calibrationLine.slope - expected.calSlope) < 1e-12)
        #expect(abs(scored.observedOverExpected - expected.oe) < 1e-12)
    }

    @Test("on the cut", arguments: ["calibrated", "shifted", "ties"])
    func cuts(name: String) throws {
        let (scored, expected) = (try Oracle.scored(name), try Oracle.measures(name))
        for top in [expected.top001, expected.top002, expected.top004, expected.top005, expected.top01] {
            let cut = scored.cut(takingWeight: Double(top.k))
            #expect(cut.found == Double(top.tp))
            #expect(cut.threshold == top.threshold)
            #expect(abs(cut.positivePredictiveValue - top.ppv) < 1e-12)
            #expect(abs(cut.sensitivity - top.sens) < 1e-12)
            #expect(abs(cut.lift - top.lift) < 1e-12)
            #expect(abs(cut.specificity - top.spec) < 1e-12)
        }
    }

    /// A published group is of one or more of the reference's tenths, since few events part none; those of one are as many
    /// as its higher tenths have more than seven events in each.
    @Test("on the published groups of calibration", arguments: [("calibrated", 7), ("shifted", 7), ("ties", 6)])
    func groups(name: String, single: Int) async throws {
        let (scored, expected) = (try Oracle.reversed(name), try Oracle.measures(name))
        let model = EvaluatedModel(
            name: name, version: "1", outcome: "", population: "", trainedOn: [], indexDates: [], isSynthetic: true)
        let input = EvaluationInput(model: model, scored: scored, persons: scored.outcomes.indices.map(UInt64.init))
        let groups = await Evaluator(bootstrap: Bootstrap(replicates: 0, threads: 1)).evaluation(of: input)
            .calibration.groups
        var tenths = expected.deciles[...]
        for group in groups.reversed() {
            var own: [Oracle.Tenth] = []
            while own.reduce(0, { $0 + $1.n }) < group.people ?? 0, let next = tenths.popLast() { own.append(next) }
            let people = own.reduce(0) { $0 + $1.n }
            #expect(people == group.people)
            #expect(abs(group.meanRisk - own.reduce(0) { $0 + Double($1.n) * $1.meanP } / Double(people)) < 1e-12)
            let observed = own.reduce(0) { $0 + Double($1.n) * $1.obs } / Double(people)
            #expect(abs(try #require(group.observed.value) - observed) < 1e-12)
        }
        #expect(tenths.isEmpty)
        #expect(groups.count { $0.people == 200 } == single)
    }
}
