import Evaluation
import Tabular

/// What the methods of an evaluation of lists are called, and what each needs to be true, in plain words.
extension ImpactEvaluation.Method {
    var words: String {
        switch self {
        case .holdOut: "Hold-out, by lot"
        case .discontinuity: "At the line"
        case .matchedControls: "Matched controls"
        case .earlierGroup: "The same rule, earlier"
        }
    }

    /// With whom those listed are compared.
    var comparison: String {
        switch self {
        case .holdOut: "people who would have been listed, and were drawn by lot not to be"
        case .discontinuity: "people just below the list's line"
        case .matchedControls: "people alike who were on no list by then"
        case .earlierGroup: "people whom the same rule would have chosen before there was a list"
        }
    }

    /// When it can be trusted, and what it cannot say.
    var caution: String {
        switch self {
        case .holdOut:
            "Chance alone told the two groups apart, so that nothing else can explain a difference. It is wrong only "
                + "where people held out were helped all the same."
        case .discontinuity:
            "People just above and just below the line hardly differ. It tells of people at the line, not of those at "
                + "highest risk, and fades where those below come on to a list soon after."
        case .matchedControls:
            "Like is compared with like in risk, age, sex, conditions and recent use. What the records do not hold, such "
                + "as a clinician's judgement, can still tell the two apart. Where everybody above a line is listed, "
                + "controls are found near the line alone, and what is left between the two is allowed for as the model "
                + "expects."
        case .earlierGroup:
            "It allows for regression to the mean, and, where there are such people, for what changed between the two "
                + "times for those next in rank who were on no list. What changed for those listed alone, and not by the "
                + "list, is taken for its effect."
        }
    }
}

extension ImpactEvaluation.Earlier {
    /// `on 1 January 2023`, or `from 2 November 2022 to 1 January 2023`.
    var when: String {
        let (first, last) = (DateWords.words(from), DateWords.words(to))
        return from == to ? "on \(first)" : "from \(first) to \(last)"
    }
}

/// Effects as a reader meets them.
enum ImpactWords {
    /// A relative change with its interval: `−12.3% (−20.1% to −3.9%)`.
    static func change(_ effect: ImpactEffect) -> String {
        effect.relative.value == nil || effect.isTelling ? EstimateWords.share(effect.relative) : tooFew
    }

    static let tooFew = "too few events to say"

    /// Events more or fewer for each 100 people.
    static func difference(_ effect: ImpactEffect) -> String {
        let scaled = Estimate(
            value: effect.difference.value.map { 100 * $0 }, low: effect.difference.low.map { 100 * $0 },
            high: effect.difference.high.map { 100 * $0 })
        return EstimateWords.number(scaled, places: 1)
    }

    /// Events for each 100 people.
    static func rate(_ mean: Double?) -> String {
        mean.map { Figure.decimal(100 * $0, places: 1) } ?? EstimateWords.none
    }

    /// In a sentence: `12.3% fewer`.
    static func fewer(_ change: Double) -> String {
        EstimateWords.percent(change.magnitude) + (change <= 0 ? " fewer" : " more")
    }

    /// Of each 100 people, in a sentence: `4.2 fewer`.
    static func fewerOfHundred(_ difference: Double) -> String {
        Figure.decimal(100 * difference.magnitude, places: 1) + (difference <= 0 ? " fewer" : " more")
    }
}

extension ImpactEffect {
    /// Whether the interval of the change lies between no events at all and twice as many: beyond that there are so few
    /// events that it says nothing.
    var isTelling: Bool {
        guard let low = relative.low, let high = relative.high else { return false }
        return low >= -1 && high <= 1 && difference.low != nil && difference.high != nil
    }
}

extension ImpactEvaluation {
    /// Why a method says nothing; nil where it says something.
    func silence(of finding: Finding) -> String? {
        guard !finding.effect.isTelling else { return nil }
        guard finding.compared.people != 0 else { return finding.method.absence }
        guard finding.effect.relative.value == nil else { return ImpactWords.tooFew }
        let people = "\(EstimateWords.count(finding.listed.people)) of \(EstimateWords.count(listed.people)) listed"
        return finding.method == .matchedControls
            ? "\(people) were matched, too few of them with events or without to be told"
            : "too few people with events or without to be told: \(people), held against "
                + EstimateWords.count(finding.compared.people)
    }
}

extension ImpactEvaluation.Method {
    /// Why there may be nobody to compare with.
    fileprivate var absence: String {
        switch self {
        case .holdOut: "none was kept"
        case .discontinuity: "there was nobody near the line"
        case .matchedControls: "nobody alike was found who was on no list"
        case .earlierGroup: "the records do not reach back to a time without a list"
        }
    }
}
