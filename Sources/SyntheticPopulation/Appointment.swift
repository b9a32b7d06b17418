/// One outpatient appointment.
struct Appointment: DatedRow {
    let day: Int
    let specialty: String
    let attended: String
    let isFirst: Bool
    /// Pounds; nil where nobody was seen.
    let cost: Int?
}
