/// One attendance at an emergency department.
struct Attendance: DatedRow {
    let arrival: Moment
    let departmentType: Int
    let acuity: Int
    /// SNOMED CT codes.
    let complaint: String
    let diagnosis: String
    let disposal: String
    let provider: String
    /// Pounds.
    let cost: Int

    var day: Int { arrival.day }
}
