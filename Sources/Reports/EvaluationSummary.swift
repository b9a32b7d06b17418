import Evaluation
import Tabular

/// What an evaluation comes to, in the words of somebody who answers for safety: how good, how true, how many at the
/// cut, who is served worse.
public struct EvaluationSummary: Sendable {
    private let evaluation: ModelEvaluation

    public init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

    /// One sentence or two each; none that has no numbers, and none at all where nothing is told of all people.
    public var sentences: [(about: String, words: String)] {
        guard measures.auroc.value != nil else { return [] }
        return ([ranking, cut] + rules + [truth, spread, use, subgroups, withheld]).compactMap { $0 }
    }

    private var measures: ModelEvaluation.Measures { evaluation.measures }

    private func interval(_ estimate: Estimate, _ figure: (Double) -> String) -> String {
        guard let low = estimate.low, let high = estimate.high else { return "" }
        return " (95% interval \(figure(low)) to \(figure(high)))"
    }

    private func percent(_ value: Double) -> String { EstimateWords.percent(value, places: 0) }

    private func tenths(_ value: Double) -> String { EstimateWords.percent(value) }

    private var ranking: (String, String)? {
        guard let auroc = measures.auroc.value else { return nil }
        return (
            "How well it ranks",
            "of two people, one with the outcome and one without, it gives the one with the outcome the higher risk in "
                + "\(tenths(auroc)) of pairs\(interval(measures.auroc, tenths)). Chance has 50%."
        )
    }

    private var cut: (String, String)? {
        evaluation.cuts.first { $0.rule == evaluation.mainCut }.flatMap { told("At the top \($0.rule)", $0) }
    }

    /// The programmes' own.
    private var rules: [(String, String)?] {
        evaluation.rules.map { told("By the rule of " + $0.rule, $0) }
    }

    private func told(_ about: String, _ cut: ModelEvaluation.ReleasedCut) -> (String, String)? {
        guard let precision = cut.positivePredictiveValue.value, let found = cut.sensitivity.value else { return nil }
        let bounds = [
            cut.oracleSensitivity.map { "a ranking that knew the outcomes would find \(percent($0))" },
            cut.randomSensitivity.map { "drawing by lot \(tenths($0))" },
        ].compactMap { $0 }.joined(separator: ", ")
        return (
            about,
            "of \(EstimateWords.count(cut.taken)) people taken, \(percent(precision)) had the outcome"
                + "\(interval(cut.positivePredictiveValue, percent)). They are \(percent(found)) of all who had it"
                + "\(interval(cut.sensitivity, percent)); \(bounds)."
        )
    }

    private var truth: (String, String)? {
        guard let ratio = measures.observedOverExpected.value else { return nil }
        let low = measures.observedOverExpected.low ?? ratio
        let high = measures.observedOverExpected.high ?? ratio
        let verdict =
            low > 1.05
            ? "Risks are too low on the whole."
            : high < 0.95 ? "Risks are too high on the whole." : "On the whole risks are right."
        return (
            "How true the risks are",
            "for every 100 people expected to have the outcome, \(Figure.decimal(100 * ratio, places: 0)) had it"
                + "\(interval(measures.observedOverExpected) { Figure.decimal(100 * $0, places: 0) }). \(verdict)"
        )
    }

    private var spread: (String, String)? {
        guard let slope = measures.calibrationSlope.value else { return nil }
        let low = measures.calibrationSlope.low ?? slope
        let high = measures.calibrationSlope.high ?? slope
        let verdict =
            high < 0.95
            ? "High risks are too high and low risks too low: the model is overfitted or the people differ."
            : low > 1.05
                ? "High risks are too low and low risks too high."
                : "Risks are spread about as widely as they should be."
        return (
            "How they are spread",
            "calibration slope \(Figure.decimal(slope, places: 2))"
                + "\(interval(measures.calibrationSlope) { Figure.decimal($0, places: 2) }); 1 is right. \(verdict)"
        )
    }

    private var use: (String, String)? {
        guard !evaluation.netBenefit.isEmpty else { return nil }
        let stretches = usefulStretches.map { thresholds in
            thresholds.count == 1
                ? "of \(percent(thresholds[0]))"
                : "between \(percent(thresholds[0])) and \(percent(thresholds[thresholds.count - 1]))"
        }
        guard !stretches.isEmpty else {
            return ("What it is worth", "at no threshold is it shown to be better than taking everybody or nobody.")
        }
        return (
            "What it is worth",
            "acting on it is better than taking everybody or nobody for thresholds of risk "
                + stretches.joined(separator: ", and ") + "."
        )
    }

    /// Thresholds at which acting on the model is better, those next to each other together: between two stretches there
    /// are some at which it is not. One that is withheld is not there, and parts none.
    private var usefulStretches: [[Double]] {
        evaluation.netBenefit.split { ($0.model.low ?? $0.model.value ?? 0) <= max($0.all, 0) }
            .map { $0.map(\.threshold) }
    }

    // MARK: Subgroups

    private var levels: [(name: String, level: ModelEvaluation.Subgroup.Level)] {
        evaluation.subgroups.flatMap { subgroup in
            subgroup.levels.map { level in
                (subgroup.levels.count == 1 ? subgroup.name : "\(subgroup.name) \(level.name)", level)
            }
        }
    }

    /// Most groups named in one sentence.
    private static let mostNamed = 6

    private func named(_ names: [String]) -> String {
        names.prefix(Self.mostNamed).joined(separator: ", ")
            + (names.count > Self.mostNamed ? " and \(names.count - Self.mostNamed) more" : "")
    }

    /// Levels whose AUROC lies, with its interval, below the mean of their kind: within an age band people are more
    /// alike than all together, so that the whole is no measure.
    private var rankedWorse: [String] {
        evaluation.levelBlocks.flatMap { block in
            let told = block.rows.compactMap { row in
                row.level.auroc.value.map { ($0, Double(row.level.people ?? 0)) }
            }
            let mean = told.reduce(0) { $0 + $1.0 * $1.1 } / told.reduce(0) { $0 + $1.1 }
            return block.rows.filter { ($0.level.auroc.high ?? 1) < mean }.map {
                block.isOfSingles ? $0.name : "\(block.name) \($0.name)"
            }
        }
    }

    private var subgroups: (String, String)? {
        guard levels.contains(where: { $0.level.auroc.value != nil }) else { return nil }
        let worse = rankedWorse
        let tooLow = levels.filter { ($0.level.observedOverExpected.low ?? 0) > 1.1 }.map(\.name)
        let tooHigh = levels.filter { ($0.level.observedOverExpected.high ?? 1) < 0.9 }.map(\.name)
        let parts = [
            worse.isEmpty ? nil : "ranked less well than others of their kind: \(named(worse))",
            tooLow.isEmpty ? nil : "risks too low by more than a tenth: \(named(tooLow))",
            tooHigh.isEmpty ? nil : "risks too high by more than a tenth: \(named(tooHigh))",
        ].compactMap { $0 }
        guard !parts.isEmpty else {
            return ("Who is served worse", "no group is shown to be, of \(levels.count) looked at.")
        }
        let chance = "Of \(levels.count) groups a few stand out by chance alone."
        return ("Who is served worse", parts.joined(separator: "; ") + ". " + chance)
    }

    private var withheld: (String, String)? {
        let hidden = levels.filter { $0.level.auroc.value == nil }
        guard !hidden.isEmpty else { return nil }
        return (
            "Of whom nothing can be said",
            "\(hidden.count) of \(levels.count) groups are too small, or would tell of one that is."
        )
    }
}
