/// The share of people who have something at an age: `ceiling / (1 + exp((middleAge - age) / spread))`.
struct PrevalenceCurve: Sendable {
    /// The share at a very high age.
    let ceiling: Double
    /// Years of age at which half the ceiling is reached.
    let middleAge: Double
    /// Years; small where onset is abrupt.
    let spread: Double

    /// Years of age at which a person of a liability gets it, or nil if never.
    ///
    /// - Parameter liability: standard normal but for its shifts; high is early.
    func age(liability: Double) -> Double? {
        let quantile = PortableMath.normalProbability(-liability)
        guard quantile < ceiling * 0.999_999 else { return nil }
        return middleAge + spread * PortableMath.logarithm(max(quantile, 1e-9) / (ceiling - quantile))
    }
}
