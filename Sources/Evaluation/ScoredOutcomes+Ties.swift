extension ScoredOutcomes {
    /// The weight at one risk, and above it.
    struct Tie {
        var events = 0.0
        var others = 0.0
        /// Of higher risks.
        var eventsAbove = 0.0
        var othersAbove = 0.0

        var eventsTaken: Double { eventsAbove + events }
        var othersTaken: Double { othersAbove + others }
        var isEmpty: Bool { events == 0 && others == 0 }
        /// The share with the outcome of all down to this risk.
        var precision: Double { eventsTaken / (eventsTaken + othersTaken) }
    }

    /// One for each risk, from the highest. Rows of no weight are not there.
    var ties: [Tie] {
        var ties: [Tie] = []
        var tie = Tie()
        for place in descending.indices {
            let row = descending[place]
            if outcomes[row] == 1 { tie.events += weights[row] } else { tie.others += weights[row] }
            let isLast = place + 1 == count || risks[descending[place + 1]] != risks[row]
            guard isLast, !tie.isEmpty else { continue }
            ties.append(tie)
            tie = Tie(eventsAbove: tie.eventsTaken, othersAbove: tie.othersTaken)
        }
        return ties
    }
}
