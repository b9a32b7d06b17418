/// One review of a listed person.
struct Review: DatedRow {
    let day: Int
    let programme: String
    let outcome: String
    let isSuitable: Bool
    let reason: String
}
