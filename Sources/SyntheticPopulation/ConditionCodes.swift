/// How records name a condition.
///
/// SNOMED CT codes of the GP record and ICD-10 (5th edition, NHS) codes of hospital diagnoses, each within
/// the default catalogue's list for the condition.
struct ConditionCodes: Sendable {
    let snomed: [String]
    /// As a secondary diagnosis of any spell.
    let diagnoses: [String]
    /// As the reason for an emergency admission.
    let emergencyCauses: [String]
    /// How much likelier than everything else together such a reason is in who has the condition.
    let causeWeight: Double

    /// By the raw value of `Condition`.
    static let all: [ConditionCodes] = Condition.allCases.map(codes)

    private init(_ snomed: [String], _ diagnoses: [String], causes: [String], weight: Double) {
        self.snomed = snomed
        self.diagnoses = diagnoses
        emergencyCauses = causes
        causeWeight = weight
    }

    private static func codes(of condition: Condition) -> ConditionCodes {
        switch condition {
        case .hypertension:
            .init(["38341003", "38341003", "59621000"], ["I10"], causes: ["I10", "I110"], weight: 0.02)
        case .ischaemicHeartDisease:
            .init(
                ["414545008", "53741008", "22298006", "194828000"], ["I259", "I251", "I252"],
                causes: ["I200", "I209", "I214", "I219", "I251"], weight: 0.3)
        case .heartFailure:
            .init(
                ["84114007", "84114007", "42343007"], ["I500", "I509"], causes: ["I500", "I501", "I509"], weight: 0.5)
        case .atrialFibrillation:
            .init(["49436004", "282825002"], ["I489", "I48X"], causes: ["I489", "I480"], weight: 0.18)
        case .strokeOrTIA:
            .init(
                ["230690007", "266257000"], ["I694", "I639"], causes: ["I639", "I634", "G459", "I619"], weight: 0.22)
        case .peripheralVascularDisease:
            .init(["400047006", "399957001"], ["I739", "I702"], causes: ["I702", "I739"], weight: 0.2)
        case .diabetes:
            .init(
                ["44054006", "44054006", "73211009", "46635009"], ["E119", "E119", "E149", "E112", "E109", "E114"],
                causes: ["E116", "E115", "E101", "E109", "E119"], weight: 0.1)
        case .chronicObstructivePulmonaryDisease:
            .init(["13645005"], ["J449", "J449", "J439"], causes: ["J440", "J441", "J449"], weight: 0.9)
        case .asthma:
            .init(["195967001"], ["J459"], causes: ["J459", "J46X", "J450"], weight: 0.22)
        case .chronicKidneyDisease:
            .init(
                ["433144002", "709044004", "431857002", "433146000"], ["N183", "N189", "N184", "N185"],
                causes: ["N189", "N185", "N179"], weight: 0.1)
        case .cancer:
            .init(
                ["363346000", "254837009", "399068003", "254637007"], ["C509", "C61X", "C189", "C349", "C787", "C795"],
                causes: ["C349", "C189", "C780", "C800", "D70X"], weight: 0.3)
        case .dementia:
            .init(
                ["52448006", "26929004", "429998004"], ["F03X", "G309", "F019"], causes: ["F059", "F03X"], weight: 0.2)
        case .depression:
            .init(["35489007", "370143000"], ["F329", "F339"], causes: ["F329", "T391", "T509"], weight: 0.12)
        case .severeMentalIllness:
            .init(["58214004", "13746004"], ["F209", "F319", "F259"], causes: ["F209", "F319", "T436"], weight: 0.2)
        case .epilepsy:
            .init(["84757009"], ["G409"], causes: ["G409", "G419", "R568"], weight: 0.9)
        case .parkinsons:
            .init(["49049000"], ["G20X"], causes: ["G20X"], weight: 0.2)
        case .multipleSclerosis:
            .init(["24700007"], ["G35X"], causes: ["G35X"], weight: 0.3)
        case .rheumatoidArthritis:
            .init(["69896004"], ["M069", "M059"], causes: ["M069"], weight: 0.03)
        case .osteoporosis:
            .init(["64859006"], ["M819", "M810"], causes: ["M800", "S720"], weight: 0.12)
        case .liverDisease:
            .init(["328383001", "19943007"], ["K746", "K760", "K703"], causes: ["K703", "K729", "I850"], weight: 0.4)
        case .alcoholDependence:
            .init(["7200002", "15167005"], ["F102", "F101"], causes: ["F103", "F100", "K292"], weight: 0.6)
        case .substanceMisuse:
            .init(["66214007", "191816009"], ["F112", "F192"], causes: ["F119", "T401", "L024"], weight: 0.4)
        case .learningDisability:
            .init(["110359009", "416075005"], ["F799", "Q909"], causes: ["J690"], weight: 0.1)
        case .inflammatoryBowelDisease:
            .init(["34000006", "64766004"], ["K509", "K519"], causes: ["K509", "K519"], weight: 0.5)
        case .palliative:
            .init(["162607003", "162608008", "103735009"], ["Z515"], causes: ["R53X", "C800"], weight: 0.1)
        }
    }
}
