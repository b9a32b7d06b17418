import FeatureData

/// How many a programme takes, from the highest rank down.
public enum Selection: Sendable, Equatable {
    /// A share of the eligible, counted before exclusions and filled from those who remain after them.
    case share(Share)
    /// This many of each practice.
    case perPractice(Int)
    /// Everyone whose risk is at least this, a number between 0 and 1.
    case riskAtLeast(Double)

    /// The rule in plain words, for a list's header.
    public var words: String {
        switch self {
        case .share(let share): "the \(share) at highest risk among the eligible"
        case .perPractice(let people): "the \(people) at highest risk among the eligible of each practice"
        case .riskAtLeast(let risk): "everyone eligible whose risk is \(risk) or more"
        }
    }

    /// The same with its numbers: `the 4% at highest risk of 7,431 eligible adults`.
    /// - Parameters:
    ///   - eligible: of all lists together, in figures.
    ///   - people: what the eligible are called.
    public func words(eligible: String, people: String) -> String {
        switch self {
        case .share(let share): "the \(share) at highest risk of \(eligible) eligible \(people)"
        case .perPractice(let count): "of \(eligible) eligible \(people), the \(count) at highest risk of each practice"
        case .riskAtLeast(let risk): "all of \(eligible) eligible \(people) whose risk is \(risk) or more"
        }
    }
}
