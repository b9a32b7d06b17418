/// One objection to a use of a person's record.
struct OptOut: DatedRow {
    let day: Int
    let kind: String
}
