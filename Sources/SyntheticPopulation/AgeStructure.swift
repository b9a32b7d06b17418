/// England's people by age and sex.
///
/// Shares by five-year band, rounded: Office for National Statistics, Estimates of the population for
/// England, mid-2023. Within a band people are spread evenly, from 90 on they halve every three years.
enum AgeStructure {
    /// Percent of people in each five-year band from 0 to 89.
    private static let bandPercentages: [Double] = [
        5.3, 5.8, 6.1, 5.9, 6.0, 6.5, 7.1, 6.9, 6.6, 6.0, 6.5, 6.7, 6.1, 5.0, 4.5, 4.2, 2.6, 1.6,
    ]
    private static let percentageFrom90 = 0.95
    private static let oldestAge = 105

    /// Completed years of age in the middle of the window of those alive or, in old age, lately dead.
    static let ages = WeightedChoices((0...oldestAge).map { ($0, weight(of: $0)) })

    private static func weight(of age: Int) -> Double {
        // People who die before mid-window must be generated too: two years' deaths are added back.
        let deathsAddedBack = PortableMath.exponential(2 * Mortality.populationHazard(age: Double(age), isMale: true))
        guard age >= 90 else { return bandPercentages[age / 5] / 5 * deathsAddedBack }
        let halving = PortableMath.exponential(-0.231 * Double(age - 90))
        return percentageFrom90 * 0.206 * halving * deathsAddedBack
    }

    /// The share of males at an age: 51.2% at birth, level in middle age, a third from 90 (same source).
    static func maleShare(age: Int) -> Double {
        switch age {
        case ..<20: 0.512
        case ..<65: 0.495
        case ..<75: 0.482
        case ..<85: 0.455
        case ..<90: 0.405
        default: 0.335
        }
    }
}
