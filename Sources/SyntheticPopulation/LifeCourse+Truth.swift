/// What a perfect model could know of a person's risk.
extension LifeCourse {
    /// Adds the days of a month in which an emergency may have come, and notes the truth when the truth day is reached.
    ///
    /// - Parameters:
    ///   - start: from which on the day of an emergency is open.
    ///   - end: when it came, or the month ended.
    ///   - factor: what after-effects make of the rate in between.
    mutating func note(_ month: inout EmergencyMonth, from start: Double, to end: Double, factor: Double) {
        guard let truthDay, reader != nil else { return }
        let isReached = month.days.contains(truthDay) && rows.truth == nil && end >= Double(truthDay)
        let stop = isReached ? max(start, Double(truthDay)) : end
        month.exposure += max(0, stop - start) * factor
        if isReached { noteTruth(month, on: truthDay) }
    }

    /// A month of emergencies is over.
    mutating func finish(_ month: EmergencyMonth) {
        guard reader != nil, rows.truth == nil else { return }
        read(month)
    }

    private mutating func read(_ month: EmergencyMonth) {
        let rates = RecordReader.propensities.map { admissionLogRate(on: month.days.lowerBound, propensity: $0) }
        reader?.observe(
            emergencies: month.emergencies, exposure: month.exposure, logRates: rates, factor: Self.unwellFactor)
    }

    /// Lets the reader see what came of a season before the truth day.
    mutating func read(_ events: [SeasonEvents], of days: Range<Int>) {
        guard let truthDay, days.lowerBound < truthDay, reader != nil else { return }
        let seen = Double(min(days.upperBound, truthDay) - days.lowerBound) / Double(days.count)
        let counts = events.map { own in
            RecordReader.Count(
                count: own.days.count { $0 < truthDay }, expected: own.expected * seen, gradient: own.gradient,
                loading: own.loading)
        }
        let start = days.lowerBound
        let risks = RecordReader.propensities.map {
            admissionLogRate(on: start, propensity: $0) + 3.4 + 0.5 * excitation(on: start)
        }
        reader?.observe(counts, relativeRisks: risks, patch: Self.patchNeed)
    }

    /// Notes the probability that the person has an emergency admission in the year from the truth day, when their
    /// life has come to that day: as it is, and as a perfect reader of the records could know it.
    private mutating func noteTruth(_ month: EmergencyMonth, on truthDay: Int) {
        guard rows.death.map({ $0 >= truthDay }) ?? true, horizon >= truthDay else { return }
        let date = CivilDate(dayNumber: truthDay)
        let lengthOfMonth = CivilDate(year: date.year + 1, month: date.month, day: 1).lengthOfMonth
        let end = CivilDate(year: date.year + 1, month: date.month, day: min(date.day, lengthOfMonth)).dayNumber
        read(month)
        guard !stayEndsInDeath(on: truthDay), let reader else {
            (rows.truth, rows.attainable) = (0, 0)
            return
        }
        rows.truth = admissionProbability(truthDay..<end, in: month)
        rows.attainable = RecordReader.propensities.indices.reduce(0) { sum, place in
            [false, true].reduce(sum) { sum, isUnwell in
                var other = self
                other.person.propensity = RecordReader.propensities[place]
                other.isUnwell = isUnwell
                let share = reader.share(propensity: place, isUnwell: isUnwell)
                guard share > 1e-6 else { return sum }
                let risk = admissionLogRate(on: month.days.lowerBound, propensity: other.person.propensity)
                let same = EmergencyMonth(days: month.days, risk: risk)
                return sum + share * other.admissionProbability(truthDay..<end, in: same)
            }
        }
    }

    private func stayEndsInDeath(on day: Int) -> Bool {
        rows.admissions.contains { $0.day < day && $0.dischargeMethod == "4" && ($0.discharge ?? day) >= day }
    }

    /// The probability of at least one emergency admission within some days, exact over all ways in which bad patches
    /// come and go, end-of-life care begins and death comes, month by month as lives are lived.
    ///
    /// The person ages, and has what they have on the first day: no further condition, frailty or care home, and they
    /// stay registered. After-effects and a stay that is under way are as they are.
    private func admissionProbability(_ days: Range<Int>, in month: EmergencyMonth) -> Double {
        var frozen = self
        frozen.person = person.frozen(on: days.lowerBound)
        var people = TruthStates(isUnwell, frozen.person.has(.palliative, on: days.lowerBound))
        var admitted = 0.0
        var start = days.lowerBound
        var end = min(month.days.lowerBound + Self.month, days.upperBound)
        var knownRisk: Double? = month.risk
        while start < days.upperBound {
            for isPalliative in [false, true] where people.hasAny(isPalliative) {
                frozen.setPalliative(isPalliative, by: start)
                let rate = PortableMath.exponential(knownRisk ?? frozen.admissionLogRate(on: start)) / 365.25
                let death = frozen.deathProbability(in: start..<end)
                for isUnwell in [false, true] {
                    let daily = rate * (isUnwell ? Self.unwellFactor : 1)
                    let fate = frozen.fate(in: start..<end, rate: daily, death: death)
                    admitted += people.leave(isUnwell, isPalliative, admitted: fate.admitted, remaining: fate.remaining)
                }
            }
            knownRisk = nil
            start = end
            end = min(start + Self.month, days.upperBound)
            people.change(palliativeHazard: frozen.monthlyHazard(on: start))
        }
        return admitted * Self.countedShare
    }

    /// Of death outside hospital within some days of a month.
    private func deathProbability(in days: Range<Int>) -> Double {
        let hazard =
            Mortality.hazardOutsideHospital(age: person.age(on: days.lowerBound), isMale: person.isMale)
            * PortableMath.exponential(deathEffect(on: days.lowerBound))
        return 1 - PortableMath.exponential(-hazard * Double(days.count) / 365.25)
    }

    /// Of somebody without an admission so far: the probability to be admitted within the days, and to live on
    /// without. Who is to die dies on any of the days, at its end.
    ///
    /// - Parameter rate: a day's, before after-effects.
    private func fate(in days: Range<Int>, rate: Double, death: Double) -> (admitted: Double, remaining: Double) {
        let first = max(days.lowerBound, freeFrom)
        let open = Double(max(0, days.upperBound - first))
        let daily = rate * (1 + excitation(on: first))
        let (staysFree, staysFreeADay) = (PortableMath.exponential(-daily * open), PortableMath.exponential(-daily))
        // The sum of 1 - q^k for k from 1 to the open days, over all days of which one is the last.
        let untilDeath =
            (open - staysFreeADay * (1 - staysFree) / (1 - staysFreeADay)) / Double(days.count)
        return ((1 - death) * (1 - staysFree) + death * untilDeath, (1 - death) * staysFree)
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

/// A month in which emergencies may come.
struct EmergencyMonth {
    let days: Range<Int>
    /// The log yearly rate at its beginning.
    let risk: Double
    var emergencies = 0
    /// Days at risk, each times what after-effects make of the rate.
    var exposure = 0.0
}

/// What came of a season in one kind of service.
struct SeasonEvents {
    /// But for need and engagement.
    let expected: Double
    /// The power of the relative risk, and the effect of engagement, on it.
    let gradient: Double
    let loading: Double
    var days: [Int] = []
}

/// The four states in which somebody without an admission so far may be, and the share of futures in each.
struct TruthStates {
    /// Well and unwell, then the same in end-of-life care.
    private(set) var shares = [0.0, 0, 0, 0]

    init(_ isUnwell: Bool, _ isPalliative: Bool) { shares[Self.place(isUnwell, isPalliative)] = 1 }

    private static func place(_ isUnwell: Bool, _ isPalliative: Bool) -> Int {
        (isUnwell ? 1 : 0) + (isPalliative ? 2 : 0)
    }

    func hasAny(_ isPalliative: Bool) -> Bool {
        shares[Self.place(false, isPalliative)] + shares[Self.place(true, isPalliative)] > 0
    }

    /// Those of a state who are admitted or die leave it.
    /// - Returns: the share of all who are admitted.
    mutating func leave(_ isUnwell: Bool, _ isPalliative: Bool, admitted: Double, remaining: Double) -> Double {
        let place = Self.place(isUnwell, isPalliative)
        let share = shares[place]
        shares[place] = share * remaining
        return share * admitted
    }

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
