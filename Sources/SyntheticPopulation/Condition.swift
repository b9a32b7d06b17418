/// The long-term conditions that the default catalogue of features looks for, in its order.
enum Condition: Int, CaseIterable {
    case hypertension
    case ischaemicHeartDisease
    case heartFailure
    case atrialFibrillation
    case strokeOrTIA
    case peripheralVascularDisease
    case diabetes
    case chronicObstructivePulmonaryDisease
    case asthma
    case chronicKidneyDisease
    case cancer
    case dementia
    case depression
    case severeMentalIllness
    case epilepsy
    case parkinsons
    case multipleSclerosis
    case rheumatoidArthritis
    case osteoporosis
    case liverDisease
    case alcoholDependence
    case substanceMisuse
    case learningDisability
    case inflammatoryBowelDisease
    case palliative
}
