/// What somebody who knew how these lives are drawn could tell from a person's records: how likely each propensity,
/// each engagement and a bad patch are, which are in no record.
///
/// Bayes' rule on a grid, forward in time: emergencies, attendances, contacts with general practice and acute items
/// are Poisson counts at rates that follow from these and from what the person has. Conditions, frailty and the care
/// home are taken as known from their first day; outpatient clinics and other services, which tell little more, are
/// not looked at.
struct RecordReader {
    static let propensities = (-8...8).map { 0.4 * Double($0) }
    private static let engagements = (-3...3).map { 0.8 * Double($0) }

    /// By propensity, engagement and whether in a bad patch; they add up to 1.
    private var shares: [Double]

    /// Both are standard normal; a share of people begin in a bad patch.
    init(unwell: Double) {
        shares = []
        for propensity in Self.propensities {
            for engagement in Self.engagements {
                let squares = propensity * propensity + engagement * engagement
                let density = PortableMath.exponential(-squares / 2)
                shares += [density * (1 - unwell), density * unwell]
            }
        }
        normalise()
    }

    /// Counts of one kind: the rate is `expected` x exp(gradient x relative risk + loading x engagement).
    struct Count {
        let count: Int
        let expected: Double
        let gradient: Double
        let loading: Double
    }

    /// Counts of a season.
    /// - Parameters:
    ///   - relativeRisks: by propensity, as `Need` has them, of who is not in a bad patch.
    ///   - patch: what a bad patch adds.
    mutating func observe(_ counts: [Count], relativeRisks: [Double], patch: Double) {
        let byEngagement = counts.map { own in
            Self.engagements.map { PortableMath.exponential(own.loading * $0) }
        }
        var logs = [Double](repeating: 0, count: shares.count)
        for propensity in Self.propensities.indices {
            for isUnwell in [false, true] {
                let risk = relativeRisks[propensity] + (isUnwell ? patch : 0)
                for (kind, own) in counts.enumerated() {
                    let expected = own.expected * PortableMath.exponential(own.gradient * risk)
                    for engagement in Self.engagements.indices {
                        let effect = own.gradient * risk + own.loading * Self.engagements[engagement]
                        logs[place(propensity, engagement, isUnwell)] +=
                            Double(own.count) * effect - expected * byEngagement[kind][engagement]
                    }
                }
            }
        }
        let greatest = logs.max() ?? 0
        for place in shares.indices { shares[place] *= PortableMath.exponential(logs[place] - greatest) }
        normalise()
    }

    /// Emergencies of a month.
    /// - Parameters:
    ///   - exposure: days at risk, each times what after-effects make of it.
    ///   - logRates: yearly, by propensity.
    ///   - factor: what a bad patch makes of a rate.
    mutating func observe(emergencies: Int, exposure: Double, logRates: [Double], factor: Double) {
        for propensity in Self.propensities.indices {
            for isUnwell in [false, true] {
                let rate = PortableMath.exponential(logRates[propensity]) * (isUnwell ? factor : 1) / 365.25
                var likelihood = PortableMath.exponential(-rate * exposure)
                for _ in 0..<emergencies { likelihood *= rate }
                for engagement in Self.engagements.indices {
                    shares[place(propensity, engagement, isUnwell)] *= likelihood
                }
            }
        }
        normalise()
    }

    /// Bad patches begin and end.
    mutating func passMonth(begins: Double, ends: Double) {
        for place in stride(from: 0, to: shares.count, by: 2) {
            let (well, unwell) = (shares[place], shares[place + 1])
            shares[place] = well * (1 - begins) + unwell * ends
            shares[place + 1] = well * begins + unwell * (1 - ends)
        }
    }

    /// How likely a propensity is, in a bad patch or out of one.
    func share(propensity: Int, isUnwell: Bool) -> Double {
        Self.engagements.indices.reduce(0) { $0 + shares[place(propensity, $1, isUnwell)] }
    }

    private func place(_ propensity: Int, _ engagement: Int, _ isUnwell: Bool) -> Int {
        (propensity * Self.engagements.count + engagement) * 2 + (isUnwell ? 1 : 0)
    }

    private mutating func normalise() {
        let sum = shares.reduce(0, +)
        for place in shares.indices { shares[place] /= sum }
    }
}
