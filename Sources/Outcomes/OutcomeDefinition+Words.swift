extension OutcomeDefinition {
    /// What it takes to have the outcome, in one sentence without a stop: the words of the design; then horizon, gap,
    /// whose first event it is and what becomes of those who die or leave, each as the program goes by it.
    public var definition: String { ([words] + clauses).joined(separator: "; ") }

    private var clauses: [String] {
        let start = gapInDays == 0 ? "" : ", but for the first \(gapInDays) days"
        let first =
            isFirst
            ? "only of people without such an event before the index date"
            : "whether or not it had happened before the index date"
        return [
            "counted within \(within.words) of the index date" + start, first, atRisk.words(countsDeath: countsDeath),
        ]
    }
}

extension TimeWithin {
    /// As a design writes it.
    public var words: String {
        switch self {
        case .months(let count): count == 1 ? "1 month" : "\(count) months"
        case .days(let count): count == 1 ? "1 day" : "\(count) days"
        }
    }
}

extension AtRisk {
    /// What is done about those whose time at risk ends early.
    func words(countsDeath: Bool) -> String {
        let lost = countsDeath ? "leave" : "die or leave"
        switch self {
        case .everybody: return "people who \(lost) first are kept, as without the outcome"
        case .observed: return "people who \(lost) first are left out"
        case .weighted:
            let dead = countsDeath ? "" : ", and people who die first are kept, as without the outcome"
            return "people who leave first are left out, the others weighing more to make up for them" + dead
        }
    }
}
