extension ScoredOutcomes {
    /// The area under the receiver operating characteristic: how often a person with the outcome had the higher risk of
    /// two, a tie counting one half.
    public var auroc: Double {
        // Twice the pairs won: exact where weights are whole.
        let ties = ties
        let doubled = ties.reduce(0) { $0 + $1.others * (2 * $1.eventsAbove + $1.events) }
        let (events, others) = (ties.last?.eventsTaken ?? 0, ties.last?.othersTaken ?? 0)
        return doubled / 2 / (events * others)
    }

    /// The standard error of the AUROC (DeLong, DeLong and Clarke-Pearson, Biometrics 1988; 44: 837-845). It takes
    /// every row for a person of their own and leaves weights aside.
    public var aurocStandardError: Double {
        let rows = ScoredOutcomes(outcomes: outcomes, risks: risks)
        let (area, ties) = (rows.auroc, rows.ties)
        let (events, others) = (Double(events), Double(count - events))
        var (eventSquares, otherSquares) = (0.0, 0.0)
        for tie in ties {
            let won = (others - tie.othersAbove - tie.others / 2) / others
            let lost = (tie.eventsAbove + tie.events / 2) / events
            eventSquares += tie.events * (won - area) * (won - area)
            otherSquares += tie.others * (lost - area) * (lost - area)
        }
        return (eventSquares / (events - 1) / events + otherSquares / (others - 1) / others).squareRoot()
    }

    /// The mean of the precision at each event, in steps, as scikit-learn has it.
    public var averagePrecision: Double {
        let ties = ties
        return ties.reduce(0) { $0 + $1.events * $1.precision } / (ties.last?.eventsTaken ?? 0)
    }

    /// The area under the line that joins the points of the precision-recall curve, from precision 1 at recall 0. It
    /// takes the chances between two points for attained, which `averagePrecision` does not.
    public var auprcTrapezoid: Double {
        let ties = ties
        return ties.reduce((area: 0.0, precision: 1.0)) { sum, tie in
            (sum.area + tie.events * (tie.precision + sum.precision) / 2, tie.precision)
        }.area / (ties.last?.eventsTaken ?? 0)
    }
}
