/// All that one life left in the records.
struct PersonRows {
    var death: Int?
    /// The probability of an emergency admission in the year from the day that it is asked for; nil for who does not
    /// live or is not here on it.
    var truth: Double?
    /// The same as far as a perfect reader of the records could know it.
    var attainable: Double?
    var isInCareHome = false
    var careHome = ""
    var admissions: [Admission] = []
    var attendances: [Attendance] = []
    var appointments: [Appointment] = []
    var entries: [CodedEntry] = []
    var items: [PrescribedItem] = []
    var communityContacts: [CommunityContact] = []
    var mentalHealthContacts: [MentalHealthContact] = []
    var services: [CareService] = []
    var optOuts: [OptOut] = []
    var caseload: [CaseloadEntry] = []
    var reviews: [Review] = []

    /// Orders each table by day and leaves out what would come after the last day, or twice.
    mutating func settle(through lastDay: Int) {
        admissions.settle(through: lastDay)
        attendances.settle(through: lastDay)
        appointments.settle(through: lastDay)
        entries.settle(through: lastDay)
        items.settle(through: lastDay)
        communityContacts.settle(through: lastDay)
        mentalHealthContacts.settle(through: lastDay)
        services.settle(through: lastDay)
        optOuts.settle(through: lastDay)
        caseload.settle(through: lastDay)
        reviews.settle(through: lastDay)
    }
}
