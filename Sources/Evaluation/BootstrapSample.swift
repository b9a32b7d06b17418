import Glibc

/// A sample laid out for the bootstrap: rows from the highest risk to the lowest, with what every replicate sums of
/// them.
///
/// Calibration is taken to a replicate by one Newton step from the fit to the whole sample: the residuals and
/// curvatures of that fit are sums over rows, so that a replicate costs no regression. What is left out is of the
/// square of the distance between the two fits.
struct BootstrapSample: Sendable {
    /// What is asked of every replicate besides its measures.
    struct Request: Sendable {
        /// Weights to take of the highest risk. A replicate takes the same share of its own weight.
        var takenWeights: [Double] = []
        /// Rows that a rule takes, by the sample's rows.
        var rules: [[Bool]] = []
        /// Places in the ranking, as numbers of rows, between which groups lie.
        var groupEnds: [Int] = []
        /// Thresholds of net benefit.
        var thresholds: [Double] = []
    }

    struct Kind: Sendable {
        let isEvent: Bool
        /// Whether the row is the last of its risk.
        let endsTie: Bool
    }

    /// Sums of each row that do not depend on its place: see `statistics`.
    static let fixedStatistics = 10

    let request: Request
    let persons: [UInt64]
    let kinds: [Kind]
    let weights: [Double]
    /// `width` columns of n, times the row's weight: squared error, log-loss, risk; residual and curvature of the fit in the
    /// large; residual, residual x log-odds, curvature, curvature x log-odds, curvature x log-odds squared of the line;
    /// then for each rule whether it takes the row, and whether it finds an event.
    let statistics: [Double]
    let width: Int
    let totalWeight: Double
    let inTheLarge: Double
    let line: RecalibrationLine
    /// Rows whose risk is at least each threshold.
    let thresholdPlaces: [Int]

    /// - Parameters:
    ///   - measures: of `scored`, by `Measure`.
    ///   - persons: a key for each row of `scored`.
    init(_ scored: ScoredOutcomes, measures: [Double], persons: [UInt64], request: Request) {
        let order = scored.descending
        self.request = request
        self.persons = order.map { persons[$0] }
        weights = order.map { scored.weights[$0] }
        kinds = order.indices.map { place in
            Kind(isEvent: scored.outcomes[order[place]] == 1, endsTie: scored.endsTie(place))
        }
        width = Self.fixedStatistics + 2 * request.rules.count
        totalWeight = scored.totalWeight
        inTheLarge = measures[Measure.calibrationInTheLarge.rawValue]
        line = RecalibrationLine(
            intercept: measures[Measure.calibrationIntercept.rawValue],
            slope: measures[Measure.calibrationSlope.rawValue])
        thresholdPlaces = request.thresholds.map { threshold in
            order.partitioningIndex { scored.risks[$0] < threshold }
        }
        statistics = Self.statistics(scored, request.rules, inTheLarge, line, width)
    }

    var count: Int { persons.count }

    private static func statistics(
        _ scored: ScoredOutcomes, _ rules: [[Bool]], _ inTheLarge: Double, _ line: RecalibrationLine, _ width: Int
    ) -> [Double] {
        let count = scored.count
        var all = [Double](repeating: 0, count: count * width)
        for (place, row) in scored.descending.enumerated() {
            if scored.areRisks {
                let values = fixed(scored, row, inTheLarge, line)
                for column in values.indices { all[column * count + place] = values[column] }
            }
            for (rule, flags) in rules.enumerated() where flags[row] {
                let column = fixedStatistics + 2 * rule
                all[column * count + place] = scored.weights[row]
                all[(column + 1) * count + place] = scored.outcomes[row] == 1 ? scored.weights[row] : 0
            }
        }
        return all
    }

    private static func fixed(
        _ scored: ScoredOutcomes, _ row: Int, _ inTheLarge: Double, _ line: RecalibrationLine
    ) -> InlineArray<10, Double> {
        let (weight, outcome, logOdds) = (scored.weights[row], Double(scored.outcomes[row]), scored.logOdds[row])
        let risk = scored.risks[row]
        let large = 1 / (1 + exp(-logOdds - inTheLarge))
        let fitted = line.risk(logOdds)
        let (residual, curvature) = (weight * (fitted - outcome), weight * fitted * (1 - fitted))
        return [
            weight * (risk - outcome) * (risk - outcome),
            weight * ScoredOutcomes.logLoss(risk: risk, outcome: scored.outcomes[row]), weight * risk,
            weight * (large - outcome), weight * large * (1 - large), residual, residual * logOdds, curvature,
            curvature * logOdds, curvature * logOdds * logOdds,
        ]
    }
}
