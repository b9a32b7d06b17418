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

    /// Whether the row at a place in the ranking is the last of its risk.
    func endsTie(_ place: Int) -> Bool {
        place + 1 == count || risks[descending[place + 1]] != risks[descending[place]]
    }

    /// One for each risk, from the highest. Rows of no weight are not there.
    var ties: [Tie] {
        var ties: [Tie] = []
        var tie = Tie()
        for place in descending.indices {
            let row = descending[place]
            if outcomes[row] == 1 { tie.events += weights[row] } else { tie.others += weights[row] }
            guard endsTie(place), !tie.isEmpty else { continue }
            ties.append(tie)
            tie = Tie(eventsAbove: tie.eventsTaken, othersAbove: tie.othersTaken)
        }
        return ties
    }
}
