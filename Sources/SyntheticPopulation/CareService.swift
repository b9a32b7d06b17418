/// One spell of one social care service.
struct CareService: DatedRow {
    let day: Int
    let type: String
    let end: Int?
    /// Pounds.
    let weeklyCost: Int
}
