/// Contacts of community health services.
extension LifeCourse {
    private static let teams = WeightedChoices<String>([
        ("district nurses", 60), ("podiatry", 10), ("physiotherapy", 16), ("heart failure", 4), ("respiratory", 4),
        ("tissue viability", 6),
    ])

    /// Courses of contacts, for the housebound mostly, and health visiting of small children: one contact a
    /// person over four years, as the default extracts are scaled.
    mutating func meetCommunityTeams(in days: Range<Int>, need: Need) {
        let start = days.lowerBound
        let age = person.age(on: start)
        if age < 2 { visitChild(in: days, years: need.years) }
        var courses = age < 18 ? 0.008 : 0.012
        if age >= 65 { courses += 0.035 + 0.11 * Double(person.frailtyLevel(on: start)) }
        if person.isInCareHome(on: start) { courses += 0.35 }
        if person.has(.palliative, on: start) { courses += 1.2 }
        for _ in 0..<random.poisson(courses * need.years * need.gradient(0.15)) {
            addCommunityCourse(from: day(in: days))
        }
        let urgent = age >= 65 ? 0.018 * need.gradient(0.5) : 0.0008
        for _ in 0..<random.poisson(urgent * need.years) { addUrgentResponse(on: day(in: days)) }
    }

    private mutating func visitChild(in days: Range<Int>, years: Double) {
        for _ in 0..<random.poisson(2.2 * years) {
            addCommunityContact(on: day(in: days), team: "health visitors")
        }
    }

    /// A referral and the contacts that follow, every few days or weeks.
    mutating func addCommunityCourse(from start: Int) {
        let team = random.pick(Self.teams)
        let contacts = 1 + Int(random.exponential(mean: team == "district nurses" ? 5.5 : 2.5))
        let interval = team == "district nurses" ? 5 : 16
        addFirstContact(on: start, team: team)
        var day = start
        for _ in 1..<max(contacts, 2) where contacts > 1 {
            day += 1 + random.below(2 * interval)
            addCommunityContact(on: day, team: team)
        }
    }

    private mutating func addCommunityContact(on day: Int, team: String) {
        rows.communityContacts.append(
            CommunityContact(day: day, team: team, referral: nil, firstContact: nil, isUrgentResponse: false))
    }

    private mutating func addFirstContact(on day: Int, team: String) {
        let contact = Moment(day: day, minute: 8 * 60 + random.below(600))
        let referral = contact.earlier(byMinutes: 600 + random.below(14 * 1440))
        guard referral.day >= person.days.lowerBound else { return addCommunityContact(on: day, team: team) }
        rows.communityContacts.append(
            CommunityContact(day: day, team: team, referral: referral, firstContact: contact, isUrgentResponse: false))
    }

    /// A two-hour urgent response: 83% are seen in time, over the standard of 70% (NHS England, Community
    /// Services Statistics, 2023/24).
    private mutating func addUrgentResponse(on day: Int) {
        let contact = Moment(day: day, minute: 8 * 60 + random.below(780))
        let minutes = random.chance(0.83) ? 15 + random.below(105) : 121 + random.below(1200)
        let referral = contact.earlier(byMinutes: minutes)
        guard referral.day >= person.days.lowerBound else { return }
        rows.communityContacts.append(
            CommunityContact(
                day: day, team: "urgent response", referral: referral, firstContact: contact, isUrgentResponse: true))
    }
}
