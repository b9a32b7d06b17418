/// Emergency admissions, from arrival to follow-up.
extension LifeCourse {
    /// Admission methods of emergencies but for arrival through the department (21), as common as in
    /// NHS Digital, Hospital Admitted Patient Care Activity, 2022-23.
    private static let otherMethods = WeightedChoices<String>([
        ("22", 38), ("28", 16), ("24", 16), ("2A", 16), ("2D", 8), ("23", 3), ("25", 2), ("2B", 1.5),
    ])
    private static let departmentShare = 0.7
    /// The share of these that count as emergency admissions by their method: not transfers of those admitted (2B).
    static let countedShare = 1 - (1 - departmentShare) * 1.5 / 100.5

    mutating func admitAsEmergency(on day: Int) {
        let method = random.chance(Self.departmentShare) ? "21" : random.pick(Self.otherMethods)
        let provider = nearbyProvider()
        if method == "21" { attendBeforeAdmission(on: day, provider: provider) }
        let stay = emergencyStay(from: day)
        addSpell(
            on: day, stay: stay, method: method, classification: "1", specialty: emergencySpecialty(on: day),
            provider: provider, primaryDiagnosis: emergencyCause(on: day), comorbidityShare: 0.8)
        freeFrom = stay.end + 1
        if stay.isDeath {
            horizon = stay.end
            rows.death = stay.end
        } else if stay.end <= horizon {
            leaveHospital(on: stay.end, method: method, provider: provider)
        }
    }

    /// How long a person stays, and whether they die there.
    private mutating func emergencyStay(from day: Int) -> Stay {
        let age = person.age(on: day)
        let nights = emergencyNights(age: age, frailty: person.frailtyLevel(on: day))
        let dies = random.chance(Mortality.inHospitalProbability(age: age, effect: deathEffect(on: day)))
        if dies { return Stay(end: min(day + nights + random.below(6), horizon), isDeath: true) }
        // Who was to die this month and is still in hospital by then dies there.
        if let death = rows.death, day + nights >= death { return Stay(end: death, isDeath: true) }
        return Stay(end: day + nights, isDeath: false)
    }

    /// A third go home the same day; the others stay about seven nights on average, longer when older and
    /// frail, with a long tail (NHS Digital, Hospital Admitted Patient Care Activity, 2022-23).
    private mutating func emergencyNights(age: Double, frailty: Int) -> Int {
        if random.chance(age < 65 ? 0.45 : 0.25) { return 0 }
        let centre = 0.75 + 0.014 * max(age - 30, 0) + 0.15 * Double(frailty)
        return min(1 + Int(PortableMath.exponential(centre + 1.0 * random.normal())), 240)
    }

    private mutating func leaveHospital(on day: Int, method: String, provider: String) {
        excite(on: day)
        if random.chance(0.006) { transfer(on: day, from: provider) }
        if random.chance(0.35) { addFollowUpAppointment(after: day) }
        if random.chance(0.4) { addGeneralPracticeContact(on: day + 2 + random.below(21)) }
        if person.age(on: day) >= 70, random.chance(0.3) { addCommunityCourse(from: day + 1 + random.below(4)) }
    }

    private mutating func transfer(on day: Int, from provider: String) {
        let nights = 1 + Int(random.exponential(mean: 14))
        let others = person.neighbourhood.providers.filter { $0 != provider }
        addSpell(
            on: day, stay: Stay(end: day + nights, isDeath: false), method: "81", classification: "1",
            specialty: "300", provider: random.pick(others), primaryDiagnosis: "Z509", comorbidityShare: 0.8)
        freeFrom = day + nights + 1
    }

    private func emergencySpecialty(on day: Int) -> String {
        let age = person.age(on: day)
        if age < 16 { return "420" }
        return age > 78 ? "430" : person.number % 4 == 0 ? "100" : "300"
    }

    mutating func nearbyProvider() -> String {
        random.chance(0.85) ? person.neighbourhood.providers[0] : random.pick(person.neighbourhood.providers)
    }

    /// The reason for an emergency admission: one of a person's conditions, or one of their age.
    private mutating func emergencyCause(on day: Int) -> String {
        var weights = 1.0
        for condition in Condition.allCases where person.has(condition, on: day) {
            weights += ConditionCodes.all[condition.rawValue].causeWeight
        }
        var position = random.uniform() * weights
        for condition in Condition.allCases where person.has(condition, on: day) {
            position -= ConditionCodes.all[condition.rawValue].causeWeight
            if position < 0 { return random.pick(ConditionCodes.all[condition.rawValue].emergencyCauses) }
        }
        return random.pick(EmergencyCauses.at(age: person.age(on: day)))
    }

    /// Secondary diagnoses, `;` between: conditions present by the day, most of which a coder notes.
    ///
    /// - Parameter share: the probability that one is noted.
    mutating func secondaryDiagnoses(on day: Int, besides primary: String, share: Double) -> String {
        var codes: [String] = []
        for condition in Condition.allCases where person.has(condition, on: day) && random.chance(share) {
            codes.append(random.pick(ConditionCodes.all[condition.rawValue].diagnoses))
        }
        let age = person.age(on: day)
        if age > 70, random.chance(0.3 * share) { codes.append(random.pick(["R296", "W190", "R410", "L899"])) }
        if age > 50, random.chance(0.25 * share) {
            codes.append(random.pick(["N179", "E876", "E871", "D649", "R33X"]))
        }
        if age > 18, random.chance(0.2 * share) { codes.append(random.pick(["F171", "Z864", "Z867", "E780", "Z880"])) }
        return codes.filter { $0 != primary }.joined(separator: ";")
    }

    /// Adds a spell, closed or still open on the last day of the extracts.
    mutating func addSpell(
        on day: Int, stay: Stay, method: String, classification: String, specialty: String, provider: String,
        primaryDiagnosis: String, comorbidityShare: Double
    ) {
        spellCount += 1
        let isClosed = stay.end <= lastDay
        // Diagnoses are coded and spells priced at discharge.
        let secondary =
            isClosed ? secondaryDiagnoses(on: day, besides: primaryDiagnosis, share: comorbidityShare) : ""
        let nights = stay.end - day
        let isDelayed = isClosed && !stay.isDeath && nights > 6 && random.chance(0.25)
        rows.admissions.append(
            Admission(
                day: day, spell: person.number * 4096 + spellCount, discharge: isClosed ? stay.end : nil,
                method: method, classification: classification,
                dischargeMethod: isClosed ? (stay.isDeath ? "4" : random.chance(0.02) ? "2" : "1") : "",
                specialty: specialty, provider: provider, primaryDiagnosis: isClosed ? primaryDiagnosis : "",
                secondaryDiagnoses: secondary, dischargeReady: isDelayed ? stay.end - 1 - random.below(5) : nil,
                cost: isClosed ? SpellCost.pounds(method: method, nights: nights, &random) : nil))
    }

    /// Whether a day falls in a hospital stay.
    func isInHospital(on day: Int) -> Bool {
        rows.admissions.contains { $0.day <= day && day <= ($0.discharge ?? Person.never) }
    }
}
