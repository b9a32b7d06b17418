import Evaluation
import Tabular

/// What a comparison comes to, in plain words.
public struct ComparisonSummary: Sendable {
    private let comparison: ModelComparison

    public init(_ comparison: ModelComparison) { self.comparison = comparison }

    public var sentences: [(about: String, words: String)] {
        [ranking, cut, movement, truth, subgroups].compactMap { $0 }
    }

    private func interval(_ estimate: Estimate, _ figure: (Double) -> String) -> String {
        guard let low = estimate.low, let high = estimate.high else { return "" }
        return " (95% interval \(figure(low)) to \(figure(high)))"
    }

    private func tenths(_ value: Double) -> String { EstimateWords.percent(value).replacing("-", with: "−") }

    private func points(_ value: Double) -> String {
        Figure.decimal(100 * value, places: 1).replacing("-", with: "−")
    }

    private func thousandths(_ value: Double) -> String {
        Figure.decimal(value, places: 3).replacing("-", with: "−")
    }

    /// Better, worse or no difference shown.
    private func verdict(_ difference: Estimate, isMoreBetter: Bool = true) -> String {
        guard let low = difference.low, let high = difference.high else { return "it cannot be said which is better" }
        if low > 0 { return isMoreBetter ? "the challenger is better" : "the challenger is worse" }
        if high < 0 { return isMoreBetter ? "the challenger is worse" : "the challenger is better" }
        return "no difference is shown"
    }

    private var ranking: (String, String)? {
        let auroc = comparison.measures.auroc
        guard let before = auroc.champion.value, let after = auroc.challenger.value,
            let difference = auroc.difference.value
        else { return nil }
        return (
            "Ranking",
            "\(verdict(auroc.difference)): AUROC \(thousandths(after)) after \(thousandths(before)), a difference of "
                + "\(thousandths(difference))\(interval(auroc.difference, thousandths))."
        )
    }

    private var cut: (String, String)? {
        guard let main = comparison.cuts.first(where: { $0.rule == comparison.mainCut }),
            let before = main.positivePredictiveValue.champion.value,
            let after = main.positivePredictiveValue.challenger.value,
            let difference = main.positivePredictiveValue.difference.value
        else { return nil }
        return (
            "At the top \(main.rule)",
            "\(verdict(main.positivePredictiveValue.difference)): of those taken \(tenths(after)) had the outcome after "
                + "\(tenths(before)), a difference of \(points(difference)) points"
                + "\(interval(main.positivePredictiveValue.difference, points))."
        )
    }

    private var movement: (String, String)? {
        let overlap = comparison.overlap
        guard let shared = overlap.sharedShare.value else { return nil }
        let rates = overlap.enteringRate.value.flatMap { entering in
            overlap.leavingRate.value.map {
                " Of those who enter \(tenths(entering)) had the outcome, of those who leave \(tenths($0))."
            }
        }
        return (
            "Who changes",
            "\(tenths(shared)) of the champion's list stay; \(EstimateWords.count(overlap.leaving)) people leave and "
                + "\(EstimateWords.count(overlap.entering)) enter." + (rates ?? "")
        )
    }

    private var truth: (String, String)? {
        let brier = comparison.measures.brierScore
        guard let before = comparison.measures.observedOverExpected.champion.value,
            let after = comparison.measures.observedOverExpected.challenger.value
        else { return nil }
        return (
            "How true the risks are",
            "for every 100 people expected to have the outcome, \(Figure.decimal(100 * after, places: 0)) had it by the "
                + "challenger and \(Figure.decimal(100 * before, places: 0)) by the champion. By the Brier score "
                + "\(verdict(brier.difference, isMoreBetter: false))."
        )
    }

    private var subgroups: (String, String)? {
        let levels = comparison.subgroups.flatMap { subgroup in
            subgroup.levels.map { (subgroup.levels.count == 1 ? subgroup.name : "\(subgroup.name) \($0.name)", $0) }
        }
        let told = levels.filter { $0.1.auroc.difference.value != nil }
        guard !told.isEmpty else { return nil }
        let worse = told.filter { !$0.1.worse.isEmpty }.map { "\($0.0) (\($0.1.worse.joined(separator: ", ")))" }
        guard !worse.isEmpty else {
            return ("Who is harmed", "for none of \(told.count) groups is the challenger shown to be worse.")
        }
        let named = worse.prefix(8).joined(separator: ", ") + (worse.count > 8 ? " and \(worse.count - 8) more" : "")
        return (
            "Who is harmed",
            "the challenger is worse for \(named). Of \(told.count) groups a few stand out by chance alone."
        )
    }
}
