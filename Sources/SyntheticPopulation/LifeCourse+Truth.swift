/// What a perfect model could know of a person's risk.
extension LifeCourse {
    /// Notes the probability that the person has an emergency admission in the year from the truth day, when their
    /// life has come to that day.
    ///
    /// - Parameters:
    ///   - day: up to which the life has been lived, this day not included.
    ///   - month: the month that is being lived.
    ///   - risk: the month's log rate.
    mutating func noteTruth(by day: Int, in month: Range<Int>, risk: Double) {
        guard let truthDay, month.contains(truthDay), day >= truthDay, rows.truth == nil,
            rows.death.map({ $0 >= truthDay }) ?? true, horizon >= truthDay
        else { return }
        let date = CivilDate(dayNumber: truthDay)
        let lengthOfMonth = CivilDate(year: date.year + 1, month: date.month, day: 1).lengthOfMonth
        let end = CivilDate(year: date.year + 1, month: date.month, day: min(date.day, lengthOfMonth)).dayNumber
        rows.truth = stayEndsInDeath(on: truthDay) ? 0 : admissionProbability(truthDay..<end, in: month, risk: risk)
    }

    private func stayEndsInDeath(on day: Int) -> Bool {
        rows.admissions.contains { $0.day < day && $0.dischargeMethod == "4" && ($0.discharge ?? day) >= day }
    }

    /// The probability of at least one emergency admission within some days, exact over all ways in which bad patches
    /// come and go, end-of-life care begins and death comes, month by month as lives are lived.
    ///
    /// The person ages, and has what they have on the first day: no further condition, frailty or care home, and they
    /// stay registered. After-effects and a stay that is under way are as they are.
    private func admissionProbability(_ days: Range<Int>, in month: Range<Int>, risk: Double) -> Double {
        var frozen = self
        frozen.person = person.frozen(on: days.lowerBound)
        var people = TruthStates(self.isUnwell, frozen.person.has(.palliative, on: days.lowerBound))
        var admitted = 0.0
        var start = days.lowerBound
        var end = min(month.lowerBound + Self.month, days.upperBound)
        var logRates: [Double]? = people.isPalliative.map { _ in risk }
        while start < days.upperBound {
            for state in people.shares.indices where people.shares[state] > 0 {
                frozen.setPalliative(people.isPalliative[state], by: start)
                let rate = logRates?[state] ?? frozen.admissionLogRate(on: start)
                let factor = people.isUnwell[state] ? Self.unwellFactor : 1
                let fate = frozen.fate(in: start..<end, rate: PortableMath.exponential(rate) * factor / 365.25)
                admitted += people.shares[state] * fate.admitted
                people.shares[state] *= fate.remaining
            }
            logRates = nil
            start = end
            end = min(start + Self.month, days.upperBound)
            people.change(palliativeHazard: frozen.monthlyHazard(on: start))
        }
        return admitted * Self.countedShare
    }

    /// Of somebody without an admission so far: the probability to be admitted within the month, and to live on
    /// without.
    ///
    /// - Parameter rate: a day's, before after-effects.
    private func fate(in month: Range<Int>, rate: Double) -> (admitted: Double, remaining: Double) {
        let first = max(month.lowerBound, freeFrom)
        let daily = rate * (1 + excitation(on: first))
        func admitted(before day: Int) -> Double { 1 - PortableMath.exponential(-daily * Double(max(0, day - first))) }
        let age = person.age(on: month.lowerBound)
        let hazard =
            Mortality.hazardOutsideHospital(age: age, isMale: person.isMale)
            * PortableMath.exponential(deathEffect(on: month.lowerBound))
        let death = 1 - PortableMath.exponential(-hazard * Double(month.count) / 365.25)
        // Who is to die dies on any day of the month, at its end.
        let untilDeath = month.reduce(0) { $0 + admitted(before: min($1 + 1, month.upperBound)) } / Double(month.count)
        let whole = admitted(before: month.upperBound)
        return ((1 - death) * whole + death * untilDeath, (1 - death) * (1 - whole))
    }

    private mutating func setPalliative(_ isPalliative: Bool, by day: Int) {
        person.onsets[Condition.palliative.rawValue] = isPalliative ? day : Person.never
    }

    /// Of end-of-life care to begin in a month.
    private mutating func monthlyHazard(on day: Int) -> Double {
        setPalliative(false, by: day)
        return palliativeMonthlyHazard(on: day)
    }
}

/// The four states in which somebody without an admission so far may be, and the share of futures in each.
struct TruthStates {
    let isUnwell = [false, true, false, true]
    let isPalliative = [false, false, true, true]
    var shares = [0.0, 0, 0, 0]

    init(_ isUnwell: Bool, _ isPalliative: Bool) { shares[(isUnwell ? 1 : 0) + (isPalliative ? 2 : 0)] = 1 }

    /// A month goes by: bad patches begin and end, end-of-life care begins.
    mutating func change(palliativeHazard: Double) {
        let (begins, ends) = (LifeCourse.unwellChance, LifeCourse.recoveryChance)
        for first in [0, 2] {
            let (well, unwell) = (shares[first], shares[first + 1])
            shares[first] = well * (1 - begins) + unwell * ends
            shares[first + 1] = well * begins + unwell * (1 - ends)
        }
        for place in 0..<2 {
            shares[place + 2] += shares[place] * palliativeHazard
            shares[place] *= 1 - palliativeHazard
        }
    }
}

extension Person {
    /// Without what begins after a day.
    fileprivate func frozen(on day: Int) -> Person {
        var frozen = self
        frozen.onsets = onsets.map { $0 <= day ? $0 : Person.never }
        frozen.frailtyOnsets = frailtyOnsets.map { $0 <= day ? $0 : Person.never }
        frozen.careHomeEntry = careHomeEntry <= day ? careHomeEntry : Person.never
        return frozen
    }
}

extension CivilDate {
    /// Days of the date's month.
    fileprivate var lengthOfMonth: Int {
        let next =
            month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
        return next.dayNumber - CivilDate(year: year, month: month, day: 1).dayNumber
    }
}
