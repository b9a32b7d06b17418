/// Spells that are no emergencies: elective, maternity, birth and dialysis.
extension LifeCourse {
    /// Elective spells, day cases mostly: 0.06 a person-year, as the default extracts are scaled.
    mutating func undergoPlannedCare() {
        var day = person.days.lowerBound
        while day <= horizon {
            let next = min(day + 365, horizon + 1)
            let expected = electiveRate(on: day) * Double(next - day) / 365.25
            for _ in 0..<random.poisson(expected) { undergoElective(on: self.day(in: day..<next)) }
            day = next
        }
    }

    private func electiveRate(on day: Int) -> Double {
        let age = person.age(on: day)
        var rate = age < 18 ? 0.02 : age < 45 ? 0.035 : 0.065 + 0.001 * max(age - 60, 0)
        rate += 0.016 * Double(conditionCount(on: day))
        if person.has(.cancer, on: day) { rate += 0.22 }
        if person.has(.inflammatoryBowelDisease, on: day) { rate += 0.15 }
        if person.has(.ischaemicHeartDisease, on: day) { rate += 0.03 }
        return age > 88 ? rate * 0.5 : rate * PortableMath.exponential(0.2 * person.engagement)
    }

    private mutating func undergoElective(on day: Int) {
        let isDayCase = random.chance(0.82)
        let nights = isDayCase ? 0 : 1 + Int(random.exponential(mean: 2.6))
        guard !isInHospital(during: day...(day + nights)), rows.death.map({ day + nights < $0 }) ?? true else { return }
        let procedure = ElectiveProcedure.pick(age: person.age(on: day), cancer: person.has(.cancer, on: day), &random)
        addSpell(
            on: day, stay: Stay(end: day + nights, isDeath: false), method: random.pick(["11", "11", "12", "13"]),
            classification: isDayCase ? "2" : "1", specialty: procedure.specialty, provider: nearbyProvider(),
            primaryDiagnosis: procedure.diagnosis, comorbidityShare: 0.5)
    }

    private func isInHospital(during days: ClosedRange<Int>) -> Bool {
        rows.admissions.contains { $0.day <= days.upperBound && days.lowerBound <= ($0.discharge ?? Person.never) }
    }

    /// The birth of someone born within the window: in hospital but for one in fifty.
    mutating func recordBirth() {
        guard person.birth == person.days.lowerBound else { return }
        let isAtHome = random.chance(0.02)
        let nights = isAtHome ? 0 : random.pick([1, 1, 1, 2, 2, 3])
        addSpell(
            on: person.birth, stay: Stay(end: person.birth + nights, isDeath: false),
            method: isAtHome ? (random.chance(0.3) ? "2C" : "83") : "82", classification: isAtHome ? "1" : "5",
            specialty: "424", provider: person.neighbourhood.providers[0], primaryDiagnosis: "Z380",
            comorbidityShare: 0)
        freeFrom = person.birth + nights + 1
    }

    /// Deliveries: a total fertility rate of 1.4, at thirty most (Office for National Statistics, Births in
    /// England and Wales, 2023).
    mutating func giveBirth() {
        guard !person.isMale else { return }
        var day = person.days.lowerBound
        while day <= horizon {
            let yearsOff = (person.age(on: day) - 30.5) / 5.8
            let yearly = yearsOff.magnitude < 2.6 ? 0.1 * PortableMath.exponential(-yearsOff * yearsOff / 2) : 0
            let next = min(day + 365, horizon + 1)
            if yearly > 0, random.chance(yearly * Double(next - day) / 365) { deliver(on: self.day(in: day..<next)) }
            day = next
        }
    }

    private mutating func deliver(on day: Int) {
        let nights = random.pick([0, 1, 1, 1, 2, 2, 3, 4])
        let days = (day - 270)...(day + 270)
        guard !isInHospital(during: day...(day + nights)), rows.death.map({ day + nights < $0 }) ?? true,
            !rows.admissions.contains(where: { days.contains($0.day) && $0.specialty == "501" })
        else { return }
        addSpell(
            on: day, stay: Stay(end: day + nights, isDeath: false), method: random.chance(0.9) ? "31" : "32",
            classification: "1", specialty: "501", provider: person.neighbourhood.providers[0],
            primaryDiagnosis: random.pick(["O80X", "O820", "O821", "O680", "O700"]), comorbidityShare: 0.4)
    }

    /// Regular day attenders, three times a week: one in five hundred with kidney disease, fewer than on
    /// haemodialysis in England, since many units do not return them.
    mutating func undergoDialysis() {
        let onset = person.onsets[Condition.chronicKidneyDisease.rawValue]
        guard onset < horizon, random.chance(0.002) else { return }
        let classification = random.chance(0.1) ? "4" : "3"
        for day in max(onset, person.days.lowerBound)...horizon where [0, 2, 4].contains((day + 3) % 7) {
            guard !isInHospital(on: day), rows.death != day else { continue }
            addSpell(
                on: day, stay: Stay(end: day, isDeath: false), method: "13", classification: classification,
                specialty: "361", provider: person.neighbourhood.providers[0], primaryDiagnosis: "Z491",
                comorbidityShare: 0.3)
        }
    }
}
