/// The GP record: contacts, diagnoses, frailty and measurements.
extension LifeCourse {
    /// SNOMED CT codes of contacts, as the default catalogue counts them.
    private static let contacts = WeightedChoices<String>([
        ("308335008", 46), ("185317003", 34), ("185349003", 8), ("390906007", 8), ("11429006", 4),
    ])

    /// Coded contacts: 1.5 a person-year. England's practices hold some four times as many appointments
    /// (NHS England, Appointments in General Practice, 2023-24): the extracts are scaled down.
    ///
    /// - Returns: as `attend`.
    mutating func seeGeneralPractice(in days: Range<Int>, need: Need) -> SeasonEvents {
        let age = person.age(on: days.lowerBound)
        let ageFactor = age < 5 ? 1.3 : age < 18 ? 0.6 : (16..<50).contains(age) && !person.isMale ? 1.3 : 1
        let base = 1.3 * ageFactor
        var events = SeasonEvents(expected: base * need.years, gradient: 0.45, loading: 0.4)
        let rate =
            base * need.gradient(events.gradient) * PortableMath.exponential(events.loading * person.engagement)
        for _ in 0..<random.poisson(rate * need.years) {
            events.days.append(day(in: days))
            addGeneralPracticeContact(on: events.days[events.days.count - 1])
        }
        return events
    }

    mutating func addGeneralPracticeContact(on day: Int) {
        rows.entries.append(CodedEntry(day: day, code: random.pick(Self.contacts)))
    }

    /// Diagnoses, most of them coded within weeks of onset; one in twenty never is.
    mutating func recordConditions() {
        for condition in Condition.allCases {
            let onset = person.onsets[condition.rawValue]
            guard onset <= horizon, random.chance(0.95) else { continue }
            let codes = ConditionCodes.all[condition.rawValue].snomed
            let code = codes[min(person.number % 7, random.below(codes.count))]
            let day = max(onset + Int(random.exponential(mean: 40)), person.birth + 1)
            rows.entries.append(CodedEntry(day: day, code: code))
            if random.chance(0.15) { rows.entries.append(CodedEntry(day: day + 30 + random.below(900), code: code)) }
        }
    }

    /// Levels of frailty, coded from 65 on and since the GP contract of 2017/18 asked for them.
    mutating func recordFrailty() {
        let since = CivilDate(year: 2017, month: 7, day: 1).dayNumber
        let from65 = person.birth + 65 * 365 + 17
        for level in FrailtyLevel.allCases {
            let onset = max(person.frailtyOnsets[level.rawValue - 1], from65)
            guard onset <= horizon, random.chance(level == .mild ? 0.65 : 0.85) else { continue }
            let day = max(onset, since) + random.below(500)
            // Where the next level had come by then, it alone is noted.
            if person.frailtyLevel(on: day) == level.rawValue {
                rows.entries.append(CodedEntry(day: day, code: level.snomed))
            }
        }
    }

    /// Kidney function, blood pressure, weight, smoking, vaccination.
    mutating func measure() {
        let kidney = KidneyFunction(person: person, &random)
        var day = person.days.lowerBound
        while day <= horizon {
            let next = min(day + 365, horizon + 1)
            let years = Double(next - day) / 365.25
            for _ in 0..<random.poisson(kidney.yearlyTests(on: day) * years) {
                let tested = self.day(in: day..<next)
                rows.entries.append(
                    CodedEntry(
                        day: tested, code: "80274001", value: kidney.filtrationRate(on: tested, &random),
                        unit: "mL/min/1.73m2"))
            }
            for _ in 0..<random.poisson(years * 0.4 * (1 + 0.3 * Double(conditionCount(on: day)))) {
                addMeasurement(on: self.day(in: day..<next))
            }
            review(in: day..<next, years: years)
            day = next
        }
    }

    /// The tests that diabetes and hypertension bring.
    private mutating func review(in days: Range<Int>, years: Double) {
        let start = days.lowerBound
        for _ in 0..<asides.poisson(measurements.yearlySugarTests(on: start) * years) {
            let day = start + asides.below(days.count)
            let value = measurements.glycatedHaemoglobin(on: day, chance: asides.normal())
            rows.entries.append(CodedEntry(day: day, code: "999791000000106", value: value, unit: "mmol/mol"))
        }
        for _ in 0..<asides.poisson(measurements.yearlyPressureChecks(on: start) * years) {
            let day = start + asides.below(days.count)
            addSystolicPressure(on: day, chance: asides.normal())
        }
    }

    private mutating func addSystolicPressure(on day: Int, chance: Double) {
        let value = measurements.systolicPressure(on: day, chance: chance)
        rows.entries.append(CodedEntry(day: day, code: "271649006", value: value, unit: "mm[Hg]"))
    }

    private mutating func addMeasurement(on day: Int) {
        guard person.age(on: day) >= 16 else { return }
        let kind = random.uniform()
        if kind < 0.4 {
            addSystolicPressure(on: day, chance: random.normal())
        } else if kind < 0.6 {
            let index = measurements.bodyMassIndex(on: day, chance: random.normal())
            rows.entries.append(CodedEntry(day: day, code: "60621009", value: index, unit: "kg/m2"))
        } else {
            let codes = ["266919005", "77176002", "8517006", "822851000000102", "182836005"]
            rows.entries.append(CodedEntry(day: day, code: random.pick(codes)))
        }
    }
}
