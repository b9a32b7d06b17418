/// Attendances at emergency departments.
extension LifeCourse {
    /// Chief complaints, as SNOMED CT codes of the Emergency Care Data Set's kind.
    private static let complaints = [
        "29857009", "21522001", "267036007", "386661006", "161898004", "417746004", "25064002", "262599003",
        "404640003",
        "422587007", "271807003", "3006004",
    ]
    private static let diagnoses = [
        "68566005", "233604007", "44465007", "125605004", "312608009", "128139000", "284003005", "10509002", "54150009",
        "271594007", "",
    ]
    /// Chief complaints of mental health.
    private static let mentalHealthComplaints = [
        "48694002", "366979004", "366979004", "248062006", "248062006", "6471006", "6471006", "2073000", "7011001",
    ]
    private static let disposals = WeightedChoices<String>([("discharged", 88), ("left", 7), ("admitted", 5)])

    /// Attendances that do not lead to an emergency admission: 0.27 a person-year, below England's 0.4
    /// (NHS England, A&E Attendances and Emergency Admissions, 2023-24), the young and the ill more often.
    ///
    /// - Returns: the day of each, and how many were to be expected but for need.
    mutating func attend(in days: Range<Int>, need: Need) -> SeasonEvents {
        let age = person.age(on: days.lowerBound)
        let ageFactor = age < 5 ? 1.6 : age < 35 ? 1.25 : 1
        let expected = 0.165 * need.years * ageFactor
        var events = SeasonEvents(expected: expected, gradient: 0.68, loading: 0)
        for _ in 0..<random.poisson(expected * need.gradient(events.gradient)) {
            events.days.append(day(in: days))
            addAttendance(on: events.days[events.days.count - 1])
        }
        return events
    }

    private mutating func addAttendance(on day: Int) {
        let department = random.uniform()
        let type = department < 0.62 ? 1 : department < 0.64 ? 2 : department < 0.94 ? 3 : department < 0.96 ? 4 : 5
        let acuity = type == 1 ? random.pick([2, 3, 3, 3, 4, 4]) : random.pick([3, 4, 4, 4, 5])
        let disposal = type == 1 ? random.pick(Self.disposals) : "discharged"
        let minute = random.below(1440)
        let complaint = random.pick(Self.complaints)
        rows.attendances.append(
            Attendance(
                arrival: Moment(day: day, minute: minute), departmentType: type, acuity: acuity,
                complaint: mentalHealthComplaint(on: day) ?? complaint, diagnosis: random.pick(Self.diagnoses),
                disposal: disposal,
                provider: nearbyProvider(), cost: type == 1 ? random.whole(in: 130...420) : random.whole(in: 55...140)))
    }

    /// Nil where the person comes for something else: about 3% come for their mental health, as in England (NHS
    /// Digital, Hospital Accident and Emergency Activity, 2022-23).
    private mutating func mentalHealthComplaint(on day: Int) -> String? {
        let age = person.age(on: day)
        guard age >= 12 else { return nil }
        var share = age < 40 ? 0.02 : 0.005
        if person.has(.severeMentalIllness, on: day) { share += 0.25 }
        if person.has(.depression, on: day) { share += 0.06 }
        if person.has(.substanceMisuse, on: day) || person.has(.alcoholDependence, on: day) { share += 0.15 }
        return asides.chance(share) ? asides.pick(Self.mentalHealthComplaints) : nil
    }

    /// The arrival that leads to an emergency admission on the same day.
    mutating func attendBeforeAdmission(on day: Int, provider: String) {
        rows.attendances.append(
            Attendance(
                arrival: Moment(day: day, minute: random.below(1200)), departmentType: random.chance(0.95) ? 1 : 5,
                acuity: random.pick([1, 2, 2, 2, 3, 3, 3, 4]), complaint: random.pick(Self.complaints),
                diagnosis: random.pick(Self.diagnoses), disposal: "admitted", provider: provider,
                cost: random.whole(in: 240...640)))
    }
}
