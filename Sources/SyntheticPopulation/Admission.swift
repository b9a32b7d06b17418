/// One hospital provider spell.
struct Admission: DatedRow {
    let day: Int
    /// Its number among all spells of the population.
    let spell: Int
    /// Nil while in hospital on the last day.
    let discharge: Int?
    let method: String
    let classification: String
    let dischargeMethod: String
    let specialty: String
    let provider: String
    let primaryDiagnosis: String
    let secondaryDiagnoses: String
    let dischargeReady: Int?
    /// Pounds; nil until the spell is closed.
    let cost: Int?
}
