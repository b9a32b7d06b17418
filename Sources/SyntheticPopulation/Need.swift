/// What sets a person's use of services for a season.
struct Need {
    let years: Double
    /// Log of the hazard of an emergency admission, about zero at the median.
    let relativeRisk: Double
    /// Long-term conditions present.
    let conditions: Int

    /// A multiplier of a rate that grows with risk to a power.
    func gradient(_ power: Double) -> Double {
        PortableMath.exponential(power * relativeRisk)
    }
}
