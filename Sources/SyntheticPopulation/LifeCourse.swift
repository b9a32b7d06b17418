/// Lives one person's life through the window, month by month, and notes what it leaves in the records.
///
/// Causes come before effects: a month's risk follows from what a person has and what befell them before,
/// never from what is still to come.
struct LifeCourse {
    var person: Person
    var random: RandomStream
    /// For what nothing else follows from, so that a change there leaves all other rows as they are.
    var asides: RandomStream
    let measurements: Measurements
    var rows = PersonRows()
    /// The last day of the extracts.
    let lastDay: Int
    /// The last day on which something may still happen: brought forward by death or leaving.
    var horizon: Int
    /// How much an earlier emergency still raises the hazard of the next, as of `excitedOn`.
    var excitation = 0.0
    var excitedOn = 0
    /// In a bad patch, unseen by any record, that lasts some months.
    var isUnwell = false
    /// The day after the latest hospital stay.
    var freeFrom: Int
    var spellCount = 0
    /// The day whose risk of an emergency admission is asked for.
    let truthDay: Int?
    /// What the records have told so far; nil where nobody asks.
    var reader: RecordReader?
    /// Who begins in a bad patch.
    private static let unwellAtFirst = 0.07

    /// Days.
    static let month = 30

    init(_ drawn: DrawnPerson, lastDay: Int, truthDay: Int?) {
        person = drawn.person
        random = drawn.random
        asides = drawn.asides
        measurements = Measurements(person: person, &asides)
        self.lastDay = lastDay
        self.truthDay = truthDay
        reader = truthDay.map { _ in RecordReader(unwell: Self.unwellAtFirst) }
        horizon = person.days.upperBound
        freeFrom = person.days.lowerBound
    }

    /// The rows of a whole life.
    static func rows(_ drawn: DrawnPerson, lastDay: Int, truthDay: Int?) -> (Person, PersonRows) {
        var life = LifeCourse(drawn, lastDay: lastDay, truthDay: truthDay)
        life.begin()
        life.live()
        life.recordWhatFollows()
        life.rows.settle(through: life.horizon)
        return (life.person, life.rows)
    }

    private mutating func begin() {
        isUnwell = random.chance(Self.unwellAtFirst)
        recordBirth()
        beginPalliativeCareEarlier()
    }

    private mutating func live() {
        var day = person.days.lowerBound
        var months = 0
        while day <= horizon {
            let next = min(day + Self.month, person.days.upperBound + 1)
            let risk = admissionLogRate(on: day)
            if months % 3 == 0 { passSeason(from: day, to: min(day + 3 * Self.month, horizon + 1), risk: risk) }
            passMonth(from: day, to: next, risk: risk)
            day = next
            months += 1
        }
    }

    private mutating func passMonth(from day: Int, to next: Int, risk: Double) {
        changeHealth(from: day, to: next)
        reader?.passMonth(begins: Self.unwellChance, ends: Self.recoveryChance)
        meetDeath(from: day, to: next)
        fallIll(from: day, to: next, risk: risk)
    }

    /// What is drawn once for three months, at the risk of their first day.
    private mutating func passSeason(from day: Int, to next: Int, risk: Double) {
        let years = Double(next - day) / 365.25
        let need = Need(
            years: years, relativeRisk: risk + 3.4 + 0.5 * excitation(on: day) + (isUnwell ? Self.patchNeed : 0),
            conditions: conditionCount(on: day))
        let days = day..<next
        let attended = attend(in: days, need: need)
        seeOutpatientClinic(in: days, need: need)
        let seen = seeGeneralPractice(in: days, need: need)
        let taken = takeAcuteItems(in: days, need: need)
        read([attended, seen, taken], of: days)
        meetCommunityTeams(in: days, need: need)
        meetMentalHealthTeams(in: days, need: need)
    }

    /// What a bad patch adds to the relative risk that need follows.
    static let patchNeed = 0.8

    private mutating func recordWhatFollows() {
        undergoPlannedCare()
        giveBirth()
        undergoDialysis()
        recordConditions()
        recordFrailty()
        measure()
        takeRepeatItems()
        receiveSocialCare()
        recordChoicesAndCaseload()
    }

    /// A day of a range of at least one.
    mutating func day(in days: Range<Int>) -> Int {
        days.lowerBound + random.below(days.count)
    }
}
