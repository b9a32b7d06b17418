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
            "It allows for regression to the mean. What else changed between the two times, such as a pandemic, a winter "
                + "or new beds, is taken for the list's effect."
        }
    }
}

extension ImpactEvaluation.Earlier {
    /// `on 2023-01-01`, or `from 2022-11-02 to 2023-01-01`.
    var when: String { from == to ? "on \(from)" : "from \(from) to \(to)" }
}

/// Effects as a reader meets them.
enum ImpactWords {
    /// A relative change with its interval: `−12.3% (−20.1% to −3.9%)`.
    static func change(_ effect: ImpactEffect) -> String { EstimateWords.share(effect.relative) }

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
}
