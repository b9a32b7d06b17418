/// A reason for elective care: the ICD-10 code and the treatment function that gives it.
struct ElectiveProcedure: Sendable {
    let diagnosis: String
    let specialty: String

    init(_ diagnosis: String, _ specialty: String) {
        self.diagnosis = diagnosis
        self.specialty = specialty
    }

    /// - Parameter cancer: whether the person has cancer, and so comes for chemotherapy mostly.
    static func pick(age: Double, cancer: Bool, _ random: inout RandomStream) -> ElectiveProcedure {
        if cancer, random.chance(0.75) { return random.pick(oncology) }
        return random.pick(age < 18 ? childhood : age < 60 ? adulthood : oldAge)
    }

    private static let oncology = WeightedChoices<ElectiveProcedure>([
        (.init("Z511", "370"), 6), (.init("C509", "103"), 2), (.init("C61X", "101"), 1.5), (.init("C189", "104"), 1.5),
        (.init("C440", "330"), 2), (.init("C859", "303"), 1),
    ])
    private static let childhood = WeightedChoices<ElectiveProcedure>([
        (.init("K029", "140"), 4), (.init("J353", "120"), 3), (.init("H652", "120"), 2), (.init("N47X", "101"), 1),
    ])
    private static let adulthood = WeightedChoices<ElectiveProcedure>([
        (.init("K297", "301"), 3), (.init("K649", "100"), 2), (.init("K409", "100"), 2), (.init("N920", "502"), 3),
        (.init("M232", "110"), 3), (.init("K802", "100"), 2), (.init("K519", "301"), 1), (.init("M545", "191"), 2),
        (.init("D509", "301"), 1), (.init("G560", "110"), 2),
    ])
    private static let oldAge = WeightedChoices<ElectiveProcedure>([
        (.init("H259", "130"), 8), (.init("M179", "110"), 3), (.init("M169", "110"), 3), (.init("K573", "301"), 3),
        (.init("I251", "320"), 2), (.init("H353", "130"), 3), (.init("N40X", "101"), 2), (.init("C440", "330"), 2),
        (.init("D649", "303"), 1), (.init("I839", "107"), 1), (.init("K409", "100"), 2),
    ])
}
