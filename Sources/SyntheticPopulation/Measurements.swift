/// What measuring a person's blood pressure, weight and blood sugar finds: their own level, and what age and
/// conditions add to it.
///
/// The relations are plausible rather than estimated. Their signs follow NICE guidelines NG136 (hypertension), NG28
/// (type 2 diabetes) and CG32 (weight lost in illness); what is left is the person's own level and chance.
struct Measurements {
    private let person: Person
    /// How far the person lies above or below others like them; standard normal.
    private let pressure, mass, sugar: Double

    init(person: Person, _ random: inout RandomStream) {
        self.person = person
        pressure = random.normal()
        mass = random.normal()
        // Who controls their diabetes badly has more emergencies than any record explains.
        sugar = 0.9 * random.normal() + 0.4 * person.propensity
    }

    /// mm[Hg].
    /// - Parameter chance: standard normal: what differs from one measurement to the next.
    func systolicPressure(on day: Int, chance: Double) -> Int {
        var pressure = 108 + 0.28 * person.age(on: day) + 7 * self.pressure + 9 * chance
        if person.has(.hypertension, on: day) { pressure += 9 }
        if person.has(.chronicKidneyDisease, on: day) { pressure += 3 }
        if person.has(.heartFailure, on: day) { pressure -= 7 }
        return Int(min(max(pressure - 4 * Double(person.frailtyLevel(on: day)), 80), 220))
    }

    /// kg/m2.
    func bodyMassIndex(on day: Int, chance: Double) -> Int {
        var index = 26.6 + 4.4 * mass + 0.8 * chance
        if person.has(.diabetes, on: day) { index += 2.4 }
        if person.has(.dementia, on: day) { index -= 1 }
        if person.has(.palliative, on: day) { index -= 2.5 }
        return Int(min(max(index - 1.1 * Double(person.frailtyLevel(on: day)), 15), 55))
    }

    /// mmol/mol. Rises for six years before diabetes is diagnosed, which is from 48 on (NICE NG28), and falls back
    /// towards 50 where it is treated well.
    func glycatedHaemoglobin(on day: Int, chance: Double) -> Int {
        let base = 35 + 0.06 * max(person.age(on: day) - 40, 0) + 2 * sugar + 1.2 * chance
        let years = Double(day - person.onsets[Condition.diabetes.rawValue]) / 365.25
        if years < -Self.yearsOfRise { return Int(min(max(base, 25), 47)) }
        if years < 0 { return Int(min(base + (48 - base) * (1 + years / Self.yearsOfRise), 50)) }
        return Int(min(max(51 + 7 * sugar + 0.5 * min(years, 12) + 3 * chance, 35), 140))
    }

    private static let yearsOfRise = 6.0

    /// Tests of blood sugar a year: more often than yearly in diabetes (NICE NG28), sometimes where it may come.
    func yearlySugarTests(on day: Int) -> Double {
        if person.has(.diabetes, on: day) { return 1.4 }
        let age = person.age(on: day)
        guard age >= 25 else { return 0 }
        let isNear = day > person.onsets[Condition.diabetes.rawValue] - Int(Self.yearsOfRise * 365.25)
        return isNear ? 0.35 : age < 40 ? 0.02 : 0.1
    }

    /// Checks of blood pressure a year that hypertension brings.
    func yearlyPressureChecks(on day: Int) -> Double { person.has(.hypertension, on: day) ? 0.5 : 0 }
}
