import Evaluation
import Tabular

/// What an evaluation of lists comes to, in the words of somebody who pays for the service: what the best evidence says,
/// what the naive figure would have said, and how far the methods agree.
public struct ImpactSummary: Sendable {
    private let evaluation: ImpactEvaluation

    public init(_ evaluation: ImpactEvaluation) { self.evaluation = evaluation }

    /// One or two sentences each; none at all where nobody's numbers may be told.
    public var sentences: [(about: String, words: String)] {
        let told = [best, naive, regression, agreement, placebo].compactMap { $0 }
        return told.isEmpty ? [] : told + [silent].compactMap { $0 }
    }

    /// The findings whose intervals say something.
    private var telling: [ImpactEvaluation.Finding] { evaluation.findings.filter(\.effect.isTelling) }

    private func interval(_ estimate: Estimate, _ words: (Double) -> String = ImpactWords.fewer) -> String {
        guard let low = estimate.low, let high = estimate.high else { return " (no interval can be given)" }
        return " (95% interval: \(words(low)) to \(words(high)))"
    }

    /// Where the interval lies.
    private func verdict(_ estimate: Estimate) -> String {
        guard let low = estimate.low, let high = estimate.high else { return "That alone shows nothing." }
        if high < 0 { return "So there were fewer than there would have been." }
        if low > 0 { return "So there were more than there would have been." }
        return "That is compatible with no effect at all."
    }

    /// The difference first: a change in per cent of few events is a large one.
    private var best: (String, String)? {
        guard evaluation.findings.contains(where: { $0.effect.relative.value != nil }) else { return nil }
        guard let finding = telling.first, let change = finding.effect.relative.value,
            let difference = finding.effect.difference.value
        else { return ("The best evidence here", "no method has enough events to say whether the lists helped.") }
        return (
            "The best evidence here (\(finding.method.words.lowercased()))",
            "for each 100 people those listed had \(ImpactWords.fewerOfHundred(difference)) events than "
                + "\(finding.method.comparison)\(interval(finding.effect.difference, ImpactWords.fewerOfHundred)). "
                + "That is \(ImpactWords.fewer(change))\(interval(finding.effect.relative)). "
                + verdict(finding.effect.relative)
        )
    }

    private var silent: (String, String)? {
        let words = evaluation.findings.compactMap { finding in
            evaluation.silence(of: finding).map { "\(finding.method.words) – \($0)" }
        }
        return words.isEmpty ? nil : ("What says nothing here", words.joined(separator: "; ") + ".")
    }

    private var naive: (String, String)? {
        guard let change = evaluation.naive.relative.value else { return nil }
        return (
            "Before and after",
            "in the \(evaluation.question.days) days after coming on to the list people had \(ImpactWords.fewer(change)) "
                + "events than in the \(evaluation.question.days) days before. This is not the effect of the list."
        )
    }

    private var regression: (String, String)? {
        guard let earlier = evaluation.earlier, let change = earlier.naive.relative.value,
            let own = evaluation.naive.relative.value
        else { return nil }
        let share = own < 0 && change < 0 ? " That is \(EstimateWords.percent(change / own, places: 0)) of it." : ""
        return (
            "What no effect looks like",
            "people whom the same rule would have chosen \(earlier.when), when there was no list, had "
                + "\(ImpactWords.fewer(change)) events after than before\(interval(earlier.naive.relative)).\(share)"
        )
    }

    private var agreement: (String, String)? {
        let intervals = telling.compactMap { finding in
            finding.effect.relative.low.flatMap { low in finding.effect.relative.high.map { (low, $0) } }
        }
        guard intervals.count > 1, let low = intervals.map(\.0).max(), let high = intervals.map(\.1).min() else {
            return nil
        }
        return (
            "How far the methods agree",
            low <= high
                ? "\(intervals.count == 2 ? "both" : "all \(intervals.count)") intervals have values in common, from \(ImpactWords.fewer(low)) to "
                    + "\(ImpactWords.fewer(high)). They tell of different people, and each can be wrong in its own way."
                : "the intervals of \(intervals.count) methods have no value in common: at least one is wrong, or they "
                    + "tell of people whom the list does different things for."
        )
    }

    private var placebo: (String, String)? {
        guard let placebo = evaluation.earlier?.matchedControls, placebo.isTelling,
            let change = placebo.relative.value
        else { return nil }
        let effect = placebo.relative
        let isClean = (effect.low ?? -1) <= 0 && (effect.high ?? 1) >= 0
        return (
            "Where there was nothing to find",
            "matched controls show \(ImpactWords.fewer(change)) events before there was a list\(interval(effect)). "
                + (isClean
                    ? "Nothing, as it should be."
                    : "That cannot be an effect: the matching misses something, and its figure is off by about as much.")
        )
    }
}
