/// A person on a programme's caseload.
struct CaseloadEntry: DatedRow {
    let day: Int
    let programme: String
    let end: Int?
}
