import Glibc

extension ScoredOutcomes {
    /// The mean squared difference of risk and outcome.
    public var brierScore: Double {
        zip(risks, outcomes).reduce(0) { sum, person in
            let difference = person.0 - Double(person.1)
            return sum + difference * difference
        } / Double(count)
    }

    /// The share of the Brier score of giving everyone the prevalence that the risks save: 1 is perfect, 0 no use.
    public var scaledBrierScore: Double { 1 - brierScore / (prevalence * (1 - prevalence)) }

    /// The mean of -log(the risk given to what happened). Risks are kept 1e-12 away from 0 and 1.
    public var logLoss: Double {
        zip(risks, outcomes).reduce(0) { sum, person in
            let risk = kept(person.0)
            return sum - (person.1 == 1 ? log(risk) : log1p(-risk))
        } / Double(count)
    }

    /// Events over the sum of the risks: more than 1 where risks are too low.
    public var observedOverExpected: Double { Double(events) / risks.reduce(0, +) }

    /// Calibration in the large: what must be added to every log-odds for the risks to add up to the events.
    public var calibrationInTheLarge: Double { recalibrated(withSlope: false).intercept }

    /// The logistic regression of the outcome on the log-odds of the risk: intercept 0 and slope 1 are perfect, a
    /// slope under 1 is overfitted.
    public var calibrationLine: (intercept: Double, slope: Double) { recalibrated(withSlope: true) }

    /// Ten groups of equal size, from the lowest risk to the highest; where n is no multiple of ten, the first groups
    /// have one more. Ties go by the given order.
    public var deciles: [Decile] {
        let ascending = risks.indices.sorted { risks[$0] != risks[$1] ? risks[$0] < risks[$1] : $0 < $1 }
        var start = 0
        return (0..<10).map { group in
            let size = count / 10 + (group < count % 10 ? 1 : 0)
            let people = ascending[start..<(start + size)]
            start += size
            return Decile(
                count: size, events: people.count { outcomes[$0] == 1 },
                meanRisk: people.reduce(0) { $0 + risks[$1] } / Double(size))
        }
    }

    /// Newton's method for outcome ~ intercept + slope x log-odds, the slope held at 1 unless it is asked for.
    ///
    /// NaN where there is one outcome only, or where all risks are equal and a slope is asked for.
    private func recalibrated(withSlope: Bool) -> (intercept: Double, slope: Double) {
        guard events > 0 && events < count else { return (.nan, .nan) }
        let logOdds = risks.map { log(kept($0)) - log1p(-kept($0)) }
        var line = (intercept: 0.0, slope: 1.0)
        var loss = recalibration(line, logOdds).loss
        for _ in 0..<100 {
            let step = recalibration(line, logOdds).step(withSlope: withSlope)
            guard step.intercept.isFinite && step.slope.isFinite else { return (.nan, .nan) }
            var length = 1.0
            var next = (intercept: line.intercept + step.intercept, slope: line.slope + step.slope)
            while recalibration(next, logOdds).loss > loss * (1 + 1e-14) && length > 1e-6 {
                length /= 2
                next = (line.intercept + length * step.intercept, line.slope + length * step.slope)
            }
            line = next
            loss = recalibration(line, logOdds).loss
            if max(abs(step.intercept), abs(step.slope)) < 1e-14 * max(1, abs(line.slope)) { break }
        }
        return line
    }

    private func recalibration(_ line: (intercept: Double, slope: Double), _ logOdds: [Double]) -> Recalibration {
        var sums = Recalibration()
        for (value, outcome) in zip(logOdds, outcomes) {
            sums.add(logOdds: value, outcome: Double(outcome), predictor: line.intercept + line.slope * value)
        }
        return sums
    }

    private func kept(_ risk: Double) -> Double { min(max(risk, 1e-12), 1 - 1e-12) }
}

/// The log-loss of a recalibration, with its gradient and Hessian.
private struct Recalibration {
    var loss = 0.0
    private var (gradient0, gradient1) = (0.0, 0.0)
    private var (hessian00, hessian01, hessian11) = (0.0, 0.0, 0.0)

    mutating func add(logOdds: Double, outcome: Double, predictor: Double) {
        let risk = 1 / (1 + exp(-predictor))
        let weight = risk * (1 - risk)
        loss += max(predictor, 0) - outcome * predictor + log1p(exp(-abs(predictor)))
        gradient0 += risk - outcome
        gradient1 += (risk - outcome) * logOdds
        hessian00 += weight
        hessian01 += weight * logOdds
        hessian11 += weight * logOdds * logOdds
    }

    func step(withSlope: Bool) -> (intercept: Double, slope: Double) {
        guard withSlope else { return (-gradient0 / hessian00, 0) }
        let determinant = hessian00 * hessian11 - hessian01 * hessian01
        return (
            (hessian01 * gradient1 - hessian11 * gradient0) / determinant,
            (hessian01 * gradient0 - hessian00 * gradient1) / determinant
        )
    }
}
