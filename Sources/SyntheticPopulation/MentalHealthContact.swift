/// One contact of a mental health service.
struct MentalHealthContact: DatedRow {
    let day: Int
    let team: String
    let isCrisis: Bool
    let isInpatient: Bool
}
