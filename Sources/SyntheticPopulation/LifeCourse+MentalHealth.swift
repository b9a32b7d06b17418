/// Contacts of mental health services.
extension LifeCourse {
    /// Courses of contacts, as the default extracts are scaled: 0.4 contacts a person over four years.
    mutating func meetMentalHealthTeams(in days: Range<Int>, need: Need) {
        let start = days.lowerBound
        let age = person.age(on: start)
        guard age >= 6 else { return }
        var courses = (12..<25).contains(age) ? 0.016 : 0.004
        if person.has(.severeMentalIllness, on: start) { courses += 0.85 }
        if person.has(.depression, on: start) { courses += 0.08 }
        if person.has(.dementia, on: start) { courses += 0.2 }
        if person.has(.substanceMisuse, on: start) || person.has(.alcoholDependence, on: start) { courses += 0.12 }
        if person.has(.learningDisability, on: start) { courses += 0.1 }
        for _ in 0..<random.poisson(courses * need.years * need.gradient(0.2)) {
            addMentalHealthCourse(from: day(in: days))
        }
    }

    private mutating func addMentalHealthCourse(from start: Int) {
        let age = person.age(on: start)
        let isCrisis = random.chance(0.12)
        if isCrisis { addMentalHealthContact(on: start, team: "crisis", isCrisis: true) }
        if person.has(.severeMentalIllness, on: start), random.chance(0.06) { return addMentalHealthStay(from: start) }
        let team = age < 18 ? "children" : age >= 70 ? "memory service" : "community"
        var day = start
        for _ in 0...Int(random.exponential(mean: 3.2)) {
            day += 3 + random.below(25)
            addMentalHealthContact(on: day, team: team)
        }
    }

    private mutating func addMentalHealthStay(from start: Int) {
        for day in start...(start + Int(random.exponential(mean: 18))) {
            addMentalHealthContact(on: day, team: "acute ward", isInpatient: true)
        }
    }

    private mutating func addMentalHealthContact(
        on day: Int, team: String, isCrisis: Bool = false, isInpatient: Bool = false
    ) {
        rows.mentalHealthContacts.append(
            MentalHealthContact(day: day, team: team, isCrisis: isCrisis, isInpatient: isInpatient))
    }
}
