/// The hazards that a life is lived under.
extension LifeCourse {
    /// How long an emergency's after-effect lasts: it falls to a third in 90 days, and readmission within
    /// 30 days of discharge comes to about 14% (NHS Digital, Emergency readmissions, 2022/23).
    private static let excitationDays = 90.0
    private static let excitationPerAdmission = 1.5
    private static let excitationLimit = 4.5
    /// How much more likely an emergency is in a bad patch.
    static let unwellFactor = 2.0
    /// By month: of bad patches to begin, and to end.
    static let unwellChance = 0.02
    static let recoveryChance = 0.28
    /// The yearly rate, before bad patches and after-effects, that risks add up towards.
    private static let saturation = 2.6
    private static let propensityEffect = 0.82
    /// Log yearly rate of emergency admission of a healthy person of thirty: brings a year's emergency
    /// admissions to 6 to 8% of people (NHS Digital, Hospital Admitted Patient Care Activity, 2022-23).
    private static let baseline = -4.06

    /// The log yearly rate of emergency admission on a day, but for bad patches and after-effects.
    /// - Parameter propensity: in place of the person's own.
    func admissionLogRate(on day: Int, propensity: Double? = nil) -> Double {
        var rate = Self.baseline + Self.admissionEffect(age: person.age(on: day))
        for condition in Condition.allCases where person.has(condition, on: day) {
            rate += ConditionEffect.all[condition.rawValue].admission
        }
        if let level = FrailtyLevel(rawValue: person.frailtyLevel(on: day)) { rate += level.admissionEffect }
        if person.isInCareHome(on: day) { rate += 0.4 }
        rate += 0.25 * person.deprivation + Self.propensityEffect * (propensity ?? person.propensity)
        let yearly = PortableMath.exponential(rate)
        return rate - PortableMath.logarithm(1 + yearly / Self.saturation)
    }

    /// Log hazard ratio by years of age, against thirty (shape: the same source, by age band).
    private static func admissionEffect(age: Double) -> Double {
        switch age {
        case ..<1: 2.1
        case ..<5: 0.95 - 0.1 * age
        case ..<15: -0.15
        case ..<45: 0.1
        case ..<65: 0.1 + 0.016 * (age - 45)
        default: 0.42 + 0.052 * (age - 65)
        }
    }

    func conditionCount(on day: Int) -> Int {
        person.onsets.count { $0 <= day }
    }

    /// What is left on a day of the after-effects of earlier emergencies.
    func excitation(on day: Int) -> Double {
        guard excitation > 0 else { return 0 }
        return excitation * PortableMath.exponential(Double(excitedOn - day) / Self.excitationDays)
    }

    mutating func excite(on day: Int) {
        excitation = min(excitation(on: day) + Self.excitationPerAdmission, Self.excitationLimit)
        excitedOn = day
    }

    /// Emergency admissions between two days, each raising the hazard of the next.
    mutating func fallIll(from start: Int, to end: Int, risk: Double) {
        let steady = PortableMath.exponential(risk) * (isUnwell ? Self.unwellFactor : 1) / 365.25
        var month = EmergencyMonth(days: start..<end, risk: risk)
        var clock = Double(max(start, freeFrom))
        while true {
            let (before, factor) = (clock, 1 + excitation(on: Int(clock)))
            clock += random.exponential(mean: 1 / (steady * factor))
            let day = Int(clock)
            let isOver = day >= end || day > horizon
            note(&month, from: before, to: isOver ? Double(min(end, horizon + 1)) : clock, factor: factor)
            if isOver { return finish(month) }
            month.emergencies += 1
            admitAsEmergency(on: day)
            clock = Double(freeFrom)
        }
    }

    /// Bad patches come and go, and end-of-life care begins.
    mutating func changeHealth(from day: Int, to next: Int) {
        isUnwell = isUnwell ? !random.chance(Self.recoveryChance) : random.chance(Self.unwellChance)
        guard !person.has(.palliative, on: day) else { return }
        if random.chance(palliativeMonthlyHazard(on: day)) {
            person.onsets[Condition.palliative.rawValue] = self.day(in: day..<next)
        }
    }

    /// About 0.5% of people are on a palliative care register (Quality and Outcomes Framework 2023-24).
    func palliativeMonthlyHazard(on day: Int) -> Double {
        var hazard = 0.0
        if person.has(.cancer, on: day) { hazard += 0.0032 }
        if person.has(.dementia, on: day) { hazard += 0.006 }
        if person.has(.heartFailure, on: day) { hazard += 0.003 }
        if person.has(.chronicObstructivePulmonaryDisease, on: day) { hazard += 0.0012 }
        if person.frailtyLevel(on: day) == 3 { hazard += 0.004 }
        return hazard
    }

    mutating func beginPalliativeCareEarlier() {
        let day = person.days.lowerBound
        guard random.chance(3 * palliativeMonthlyHazard(on: day)) else { return }
        person.onsets[Condition.palliative.rawValue] = max(person.birth, day - random.below(365))
    }

    /// Death outside hospital, which brings the horizon forward.
    mutating func meetDeath(from day: Int, to next: Int) {
        let age = person.age(on: day)
        let hazard =
            Mortality.hazardOutsideHospital(age: age, isMale: person.isMale)
            * PortableMath.exponential(deathEffect(on: day))
        guard random.chance(1 - PortableMath.exponential(-hazard * Double(next - day) / 365.25)) else { return }
        let deathDay = max(self.day(in: day..<next), freeFrom)
        guard deathDay <= horizon else { return }
        horizon = deathDay
        rows.death = deathDay
    }

    /// The log hazard ratio of death by all that a person has.
    func deathEffect(on day: Int) -> Double {
        var effect = 0.3 * Double(person.frailtyLevel(on: day)) + (person.isInCareHome(on: day) ? 0.7 : 0)
        for condition in Condition.allCases where person.has(condition, on: day) {
            effect += 0.8 * ConditionEffect.all[condition.rawValue].death
        }
        return effect + 0.15 * person.deprivation
    }
}
