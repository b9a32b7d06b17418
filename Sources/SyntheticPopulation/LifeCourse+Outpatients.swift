/// Outpatient appointments.
extension LifeCourse {
    /// Treatment function codes (NHS Data Dictionary) that a condition's follow-up goes to.
    private static func specialty(of condition: Condition) -> String {
        switch condition {
        case .ischaemicHeartDisease, .heartFailure, .atrialFibrillation, .hypertension: "320"
        case .strokeOrTIA, .epilepsy, .parkinsons, .multipleSclerosis: "400"
        case .peripheralVascularDisease: "107"
        case .diabetes: "307"
        case .chronicObstructivePulmonaryDisease, .asthma: "340"
        case .chronicKidneyDisease: "361"
        case .cancer: "370"
        case .dementia: "430"
        case .depression, .severeMentalIllness: "710"
        case .rheumatoidArthritis, .osteoporosis: "410"
        case .liverDisease, .alcoholDependence: "306"
        case .substanceMisuse: "710"
        case .learningDisability: "700"
        case .inflammatoryBowelDisease: "301"
        case .palliative: "315"
        }
    }

    private static let generalSpecialties = [
        "110", "130", "100", "330", "120", "101", "502", "650", "301", "140", "812",
    ]
    /// NHS Digital, Hospital Outpatient Activity, 2022-23: 7 to 8% of appointments are not attended.
    private static let outcomes = WeightedChoices<String>([
        ("5", 77), ("6", 2.5), ("3", 6.5), ("7", 0.7), ("2", 6.5), ("4", 6.8),
    ])

    /// Appointments: 0.87 a person-year, as the default extracts are scaled.
    mutating func seeOutpatientClinic(in days: Range<Int>, need: Need) {
        let age = person.age(on: days.lowerBound)
        let ageFactor = age < 18 ? 0.7 : 1 + 0.008 * max(age - 40, 0)
        let conditions = 1 + 0.5 * Double(need.conditions)
        let rate = 0.6 * ageFactor * conditions * PortableMath.exponential(0.2 * person.engagement)
        for _ in 0..<random.poisson(rate * need.years * need.gradient(0.15)) { addAppointment(on: day(in: days)) }
    }

    mutating func addFollowUpAppointment(after day: Int) {
        addAppointment(on: day + 14 + random.below(60))
    }

    private mutating func addAppointment(on day: Int) {
        var attended = random.pick(Self.outcomes)
        // Not attending is commoner where life is harder.
        if attended == "5", random.chance(0.02 + 0.02 * person.deprivation) { attended = "3" }
        let isSeen = attended == "5" || attended == "6"
        rows.appointments.append(
            Appointment(
                day: day, specialty: appointmentSpecialty(on: day), attended: attended, isFirst: random.chance(0.3),
                cost: isSeen ? random.whole(in: 85...260) : nil))
    }

    private mutating func appointmentSpecialty(on day: Int) -> String {
        if random.chance(0.6), let condition = presentCondition(on: day) { return Self.specialty(of: condition) }
        return person.age(on: day) < 16 ? random.pick(["420", "120", "130"]) : random.pick(Self.generalSpecialties)
    }

    /// One of a person's conditions, each as likely as another.
    private mutating func presentCondition(on day: Int) -> Condition? {
        let count = conditionCount(on: day)
        guard count > 0 else { return nil }
        var rest = random.below(count)
        for condition in Condition.allCases where person.has(condition, on: day) {
            if rest == 0 { return condition }
            rest -= 1
        }
        return nil
    }
}
