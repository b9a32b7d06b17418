/// The electronic frailty index's levels, which a GP record names from 65 on.
enum FrailtyLevel: Int, CaseIterable {
    case mild = 1
    case moderate = 2
    case severe = 3

    /// SNOMED CT code.
    var snomed: String {
        switch self {
        case .mild: "925791000000100"
        case .moderate: "925831000000107"
        case .severe: "925861000000102"
        }
    }

    /// The share of people at this level or above: set so that of those from 65 about 35% are mildly, 12%
    /// moderately and 3% severely frail (Clegg et al., Age and Ageing 2016;45:353-360).
    var curve: PrevalenceCurve {
        switch self {
        case .mild: PrevalenceCurve(ceiling: 0.95, middleAge: 73, spread: 8)
        case .moderate: PrevalenceCurve(ceiling: 0.75, middleAge: 86, spread: 7)
        case .severe: PrevalenceCurve(ceiling: 0.4, middleAge: 93, spread: 6)
        }
    }

    /// Log hazard ratio of emergency admission, against none; of the order Clegg et al. found.
    var admissionEffect: Double {
        switch self {
        case .mild: 0.3
        case .moderate: 0.65
        case .severe: 1
        }
    }
}
