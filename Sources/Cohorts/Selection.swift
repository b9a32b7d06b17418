import FeatureData

/// How many a programme takes, from the highest rank down.
public enum Selection: Sendable, Equatable {
    /// A share of the eligible, counted before exclusions and filled from those who remain after them.
    case share(Share)
    /// So many of each practice.
    case perPractice(Capacity)
    /// Everyone whose risk is at least this, a number between 0 and 1.
    case riskAtLeast(Double)
    /// Everyone who has at least so many points, where the model counts points.
    case pointsAtLeast(Double)

    /// The least score that it asks for; nil where it asks for none.
    public var leastScore: Double? {
        switch self {
        case .riskAtLeast(let least), .pointsAtLeast(let least): least
        case .share, .perPractice: nil
        }
    }

    /// The rule in plain words, for a list's header.
    public var words: String {
        switch self {
        case .share(let share): "the \(share) at highest risk among the eligible"
        case .perPractice(let capacity):
            capacity.words(rank: "at highest risk", ofPeople: " among the eligible", among: "")
        case .riskAtLeast(let risk): "everyone eligible whose risk is \(risk) or more"
        case .pointsAtLeast(let points): "everyone eligible who has \(Self.figure(points)) points or more"
        }
    }

    private static func figure(_ points: Double) -> String {
        Int(exactly: points).map(String.init) ?? "\(points)"
    }

    /// The same with its numbers: `the 4% at highest risk among 7,431 eligible adults of all practices`.
    /// - Parameters:
    ///   - eligible: of all lists together, in figures.
    ///   - people: what the eligible are called.
    ///   - rank: what puts somebody first: at highest risk, with most points.
    ///   - practice: whose list it is; nil for a list of several practices.
    public func words(
        eligible: String, people: String, rank: String = "at highest risk", practice: String? = nil
    ) -> String {
        switch self {
        case .perPractice(let capacity) where practice != nil:
            capacity.words(of: practice ?? "", people: people, rank: rank)
        case .share(.all): "all of \(eligible) eligible \(people), those \(rank) first"
        case .share(let share): "the \(share) \(rank) among \(eligible) eligible \(people) of all practices"
        case .perPractice(let capacity):
            capacity.words(rank: rank, ofPeople: "", among: "of \(eligible) eligible \(people), ")
        case .riskAtLeast(let risk): "those whose risk is \(risk) or more among \(eligible) eligible \(people)"
        case .pointsAtLeast(let points):
            "those with \(Self.figure(points)) points or more of \(eligible) eligible \(people)"
        }
    }
}
