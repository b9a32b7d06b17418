extension ScoredOutcomes {
    /// The area under the receiver operating characteristic: how often a person with the outcome had the higher risk of
    /// two, a tie counting one half.
    public var auroc: Double {
        // Twice the pairs won, which is a whole number.
        var doubled = 0
        var eventsAbove = 0
        for tie in ties {
            doubled += tie.others * (2 * eventsAbove + tie.events)
            eventsAbove += tie.events
        }
        return Double(doubled) / 2 / (Double(events) * Double(count - events))
    }

    /// The standard error of the AUROC (DeLong, DeLong and Clarke-Pearson, Biometrics 1988; 44: 837-845).
    public var aurocStandardError: Double {
        let area = auroc
        let others = count - events
        var eventsAbove = 0
        var othersAbove = 0
        var (eventSquares, otherSquares) = (0.0, 0.0)
        for tie in ties {
            let won = (Double(others - othersAbove) - Double(tie.others) / 2) / Double(others)
            let lost = (Double(eventsAbove) + Double(tie.events) / 2) / Double(events)
            eventSquares += Double(tie.events) * (won - area) * (won - area)
            otherSquares += Double(tie.others) * (lost - area) * (lost - area)
            eventsAbove += tie.events
            othersAbove += tie.others
        }
        let eventVariance = eventSquares / Double(events - 1) / Double(events)
        let otherVariance = otherSquares / Double(others - 1) / Double(others)
        return (eventVariance + otherVariance).squareRoot()
    }

    /// The mean of the precision at each event, in steps, as scikit-learn has it.
    public var averagePrecision: Double {
        precisionRecall.reduce((area: 0.0, recall: 0.0)) { sum, point in
            (sum.area + (point.recall - sum.recall) * point.precision, point.recall)
        }.area
    }

    /// The area under the precision-recall curve by trapezoids, from recall 0 at precision 1. It flatters, which
    /// `averagePrecision` does not.
    public var auprcTrapezoid: Double {
        precisionRecall.reduce((area: 0.0, recall: 0.0, precision: 1.0)) { sum, point in
            let width = point.recall - sum.recall
            return (sum.area + width * (point.precision + sum.precision) / 2, point.recall, point.precision)
        }.area
    }

    /// Precision and recall when all down to each risk are taken, from the highest risk.
    private var precisionRecall: [(precision: Double, recall: Double)] {
        var taken = 0
        var found = 0
        return ties.map { tie in
            taken += tie.events + tie.others
            found += tie.events
            return (Double(found) / Double(taken), Double(found) / Double(events))
        }
    }
}
