/// What a condition does to a life: log hazard ratios of emergency admission and of death.
///
/// Of the order found by multivariable models of the kind of QAdmissions (Hippisley-Cox and Coupland, BMJ
/// Open 2013;3:e003482) and the Cambridge Multimorbidity Score (Payne et al., CMAJ 2020;192:E107-E114); set,
/// not estimated.
struct ConditionEffect: Sendable {
    let admission: Double
    let death: Double

    /// By the raw value of `Condition`.
    static let all: [ConditionEffect] = Condition.allCases.map(effect)

    private static func effect(of condition: Condition) -> ConditionEffect {
        switch condition {
        case .hypertension: .init(admission: 0.09, death: 0)
        case .ischaemicHeartDisease: .init(admission: 0.45, death: 0.15)
        case .heartFailure: .init(admission: 0.83, death: 0.6)
        case .atrialFibrillation: .init(admission: 0.36, death: 0.15)
        case .strokeOrTIA: .init(admission: 0.45, death: 0.35)
        case .peripheralVascularDisease: .init(admission: 0.42, death: 0.35)
        case .diabetes: .init(admission: 0.42, death: 0.25)
        case .chronicObstructivePulmonaryDisease: .init(admission: 0.95, death: 0.5)
        case .asthma: .init(admission: 0.33, death: 0)
        case .chronicKidneyDisease: .init(admission: 0.36, death: 0.2)
        case .cancer: .init(admission: 0.66, death: 0.8)
        case .dementia: .init(admission: 0.62, death: 0.9)
        case .depression: .init(admission: 0.45, death: 0.1)
        case .severeMentalIllness: .init(admission: 0.66, death: 0.5)
        case .epilepsy: .init(admission: 0.83, death: 0.3)
        case .parkinsons: .init(admission: 0.62, death: 0.5)
        case .multipleSclerosis: .init(admission: 0.57, death: 0.4)
        case .rheumatoidArthritis: .init(admission: 0.29, death: 0.15)
        case .osteoporosis: .init(admission: 0.2, death: 0.05)
        case .liverDisease: .init(admission: 0.83, death: 0.7)
        case .alcoholDependence: .init(admission: 1.32, death: 0.6)
        case .substanceMisuse: .init(admission: 1.16, death: 0.7)
        case .learningDisability: .init(admission: 0.66, death: 0.5)
        case .inflammatoryBowelDisease: .init(admission: 0.57, death: 0.1)
        case .palliative: .init(admission: 1.49, death: 2)
        }
    }
}
