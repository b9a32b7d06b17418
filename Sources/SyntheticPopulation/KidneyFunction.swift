/// A person's estimated glomerular filtration rate, mL/min/1.73m2, and how often it is measured.
struct KidneyFunction {
    private let person: Person
    /// How far this person lies above or below the average of their age.
    private let offset: Double
    /// What chronic kidney disease took by its onset, and takes each year after.
    private let diseaseLoss: Double

    init(person: Person, _ random: inout RandomStream) {
        self.person = person
        offset = 9 * random.normal()
        diseaseLoss = 18 + random.exponential(mean: 9)
    }

    /// Falls from about 105 at 30 by 0.85 a year; with kidney disease, of stage 3 to 5, by more (KDIGO
    /// 2012 Clinical Practice Guideline for the Evaluation and Management of CKD).
    func filtrationRate(on day: Int, _ random: inout RandomStream) -> Int {
        var rate = 105 - 0.85 * max(person.age(on: day) - 30, 0) + offset + 4 * random.normal()
        if person.has(.chronicKidneyDisease, on: day) {
            let onset = person.onsets[Condition.chronicKidneyDisease.rawValue]
            rate = min(rate, 88) - diseaseLoss - 1.2 * Double(day - onset) / 365.25
        }
        return Int(min(max(rate, 6), 125))
    }

    /// Yearly or more often for whom guidelines ask it, now and then for others.
    func yearlyTests(on day: Int) -> Double {
        let age = person.age(on: day)
        if age < 16 { return 0 }
        if person.has(.chronicKidneyDisease, on: day) { return 1.6 }
        if person.has(.diabetes, on: day) || person.has(.heartFailure, on: day) { return 1.2 }
        if person.has(.hypertension, on: day) { return 0.9 }
        return age < 40 ? 0.06 : 0.2
    }
}
