/// One coded entry in the GP record.
struct CodedEntry: DatedRow {
    let day: Int
    /// SNOMED CT code.
    let code: String
    let value: Int?
    let unit: String

    init(day: Int, code: String, value: Int? = nil, unit: String = "") {
        self.day = day
        self.code = code
        self.value = value
        self.unit = unit
    }
}
