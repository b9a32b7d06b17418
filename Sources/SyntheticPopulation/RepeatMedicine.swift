/// An item that a person with a condition may take for good.
struct RepeatMedicine: Sendable {
    let bnfCode: String
    let quantity: Int
    /// Pence per item, roughly the NHS Drug Tariff, 2024.
    let pence: Int
    /// The share of people with the condition who take it.
    let share: Double

    init(_ bnfCode: String, _ quantity: Int, pence: Int, share: Double) {
        self.bnfCode = bnfCode
        self.quantity = quantity
        self.pence = pence
        self.share = share
    }

    /// By the raw value of `Condition`. Codes have the British National Formulary's structure: chapter,
    /// section, paragraph, chemical substance, product and generic equivalent (NHS Business Services
    /// Authority); appliances, chapters 20 to 23, have 11 characters.
    static let all: [[RepeatMedicine]] = Condition.allCases.map(medicines)

    private static func medicines(for condition: Condition) -> [RepeatMedicine] {
        switch condition {
        case .hypertension:
            [
                .init("0205051R0AAADAD", 28, pence: 126, share: 0.45),
                .init("0206020A0AAAAAA", 28, pence: 94, share: 0.45),
                .init("0202010B0AAAAAA", 28, pence: 87, share: 0.15),
            ]
        case .ischaemicHeartDisease:
            [
                .init("0212000B0AAACAC", 28, pence: 134, share: 0.75),
                .init("0209000A0AAABAB", 28, pence: 81, share: 0.6),
                .init("0204000H0AAAJAJ", 28, pence: 88, share: 0.55),
                .init("0206010F0AACFCF", 180, pence: 412, share: 0.2),
            ]
        case .heartFailure:
            [
                .init("0202020L0AABBBB", 28, pence: 92, share: 0.7),
                .init("0202030S0AAADAD", 28, pence: 131, share: 0.35),
                .init("0204000H0AAAIAI", 28, pence: 85, share: 0.4),
            ]
        case .atrialFibrillation:
            [
                .init("0208020Z0AAABAB", 56, pence: 5320, share: 0.6),
                .init("0208020V0AAABAB", 28, pence: 95, share: 0.18),
                .init("0201010F0AAADAD", 28, pence: 147, share: 0.15),
            ]
        case .strokeOrTIA:
            [
                .init("0209000C0AAAAAA", 28, pence: 123, share: 0.6),
                .init("0212000B0AAABAB", 28, pence: 117, share: 0.5),
            ]
        case .peripheralVascularDisease: [.init("0209000C0AAAAAA", 28, pence: 123, share: 0.4)]
        case .diabetes:
            [
                .init("0601022B0AAABAB", 84, pence: 189, share: 0.6),
                .init("0601023AGAAABAB", 28, pence: 3659, share: 0.2),
                .init("0601011L0BBADAD", 5, pence: 3000, share: 0.08),
                .init("0601012V0BBAEAB", 5, pence: 3477, share: 0.1),
                .init("0601060D0AAA0A0", 50, pence: 850, share: 0.2),
            ]
        case .chronicObstructivePulmonaryDisease:
            [
                .init("0301011R0AAAPAP", 1, pence: 150, share: 0.7),
                .init("0301020Q0AAABAB", 1, pence: 2300, share: 0.4),
                .init("0302000N0BBBGAY", 1, pence: 2950, share: 0.4),
            ]
        case .asthma:
            [.init("0301011R0AAAPAP", 1, pence: 150, share: 0.5), .init("0302000C0AABVBV", 1, pence: 742, share: 0.4)]
        case .chronicKidneyDisease: [.init("0205052N0AAADAD", 28, pence: 139, share: 0.2)]
        case .cancer:
            [
                .init("0803041L0AAAAAA", 28, pence: 196, share: 0.12),
                .init("0407020Q0AAACAC", 60, pence: 521, share: 0.08),
            ]
        case .dementia: [.init("0411000D0AAABAB", 28, pence: 117, share: 0.45)]
        case .depression:
            [
                .init("0403030Q0AAABAB", 28, pence: 117, share: 0.35),
                .init("0403040X0AAAAAA", 28, pence: 119, share: 0.2),
            ]
        case .severeMentalIllness:
            [
                .init("0402010ABAAABAB", 28, pence: 140, share: 0.5),
                .init("0402030K0AAAFAF", 28, pence: 387, share: 0.2),
            ]
        case .epilepsy:
            [
                .init("0408010A0AAAAAA", 60, pence: 389, share: 0.5),
                .init("0408010C0AAABAB", 84, pence: 370, share: 0.3),
            ]
        case .parkinsons: [.init("0409010K0AAAFAF", 100, pence: 645, share: 0.8)]
        case .multipleSclerosis: [.init("1002020C0AAAAAA", 84, pence: 181, share: 0.35)]
        case .rheumatoidArthritis:
            [
                .init("1001030U0AAABAB", 16, pence: 178, share: 0.5),
                .init("0802010G0AAABAB", 56, pence: 412, share: 0.12),
                .init("0603020T0AAACAC", 28, pence: 85, share: 0.2),
            ]
        case .osteoporosis:
            [.init("0606020A0AAACAC", 4, pence: 86, share: 0.6), .init("0906040G0BBBFAA", 56, pence: 365, share: 0.6)]
        case .liverDisease: [.init("0106010L0AAAAAA", 500, pence: 412, share: 0.2)]
        case .alcoholDependence: [.init("0906026M0AAAGAG", 100, pence: 321, share: 0.3)]
        case .substanceMisuse: [.init("0410030C0AAACAC", 500, pence: 678, share: 0.3)]
        case .learningDisability: [.init("0106020M0AAAAAA", 60, pence: 244, share: 0.2)]
        case .inflammatoryBowelDisease:
            [
                .init("0105010B0BBACAE", 84, pence: 2590, share: 0.5),
                .init("0802010G0AAABAB", 56, pence: 412, share: 0.2),
            ]
        case .palliative:
            [
                .init("0407020Q0AAACAC", 60, pence: 521, share: 0.7),
                .init("0106020M0AAAAAA", 60, pence: 244, share: 0.5),
            ]
        }
    }
}
