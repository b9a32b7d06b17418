import Records

/// How a person's time at risk ended.
public struct Followed: Sendable, Equatable {
    public enum Ending: Sendable, Equatable {
        case event
        /// Without the outcome.
        case died
        /// Stopped being registered, without the outcome.
        case left
        /// Followed to the end of the time at risk.
        case end
    }

    public let ending: Ending
    /// From the index date to the ending.
    public let days: Int

    public init(_ ending: Ending, days: Int) {
        self.ending = ending
        self.days = days
    }

    /// Whether a rule has no use for the row.
    public func isLost(by rule: AtRisk) -> Bool {
        switch rule {
        case .everybody: false
        case .observed: ending == .died || ending == .left
        case .weighted: ending == .left
        }
    }

    /// What each row weighs, in their order, where those who leave are made up for by those who stay: 0 for who left,
    /// otherwise 1 over Kaplan and Meier's estimate of the share still registered just before the row's own ending. Who
    /// leaves on a day leaves after all that ends otherwise on it, so that the weights add up to the rows (Satten and
    /// Datta, Am Stat 2001; 55: 207-210).
    public static func weights(of rows: [Followed]) -> [Double] {
        let last = rows.map(\.days).max() ?? 0
        var (ended, left) = ([Int](repeating: 0, count: last + 1), [Int](repeating: 0, count: last + 1))
        for row in rows {
            ended[row.days] += 1
            if row.ending == .left { left[row.days] += 1 }
        }
        var stillAtRisk = rows.count
        var share = 1.0
        var shareBefore: [Double] = []
        for day in 0...last {
            shareBefore.append(share)
            stillAtRisk -= ended[day] - left[day]
            if left[day] > 0 { share *= 1 - Double(left[day]) / Double(stillAtRisk) }
            stillAtRisk -= left[day]
        }
        return rows.map { $0.ending == .left ? 0 : 1 / shareBefore[$0.days] }
    }
}

extension OutcomeDefinition {
    /// How each person's time at risk ended. Where everybody is kept, an event counts though its person had left by then.
    /// Under the other rules it does not: who left and had no event is no row, and those who had one would be left over.
    /// - Throws: as `labels`; where somebody's leaving changes what is a row, also where the registrations do not reach
    ///   to the end of the time at risk.
    public func followed(_ followUps: FollowUps, persons: [Int32]) throws(OutcomeError) -> [Followed] {
        let index = followUps.indexDay
        let end = within.after(index)
        if atRisk != .everybody { try followUps.persons.facts.checkComplete("persons", before: end) }
        let eventDays = try eventDays(followUps, persons: persons)
        return zip(persons, eventDays).map { person, event in
            let (death, departure) = (followUps.persons.deaths[Int(person)], followUps.persons.departures[Int(person)])
            let isSeen = atRisk == .everybody || departure.isMissing || event <= departure
            if !event.isMissing, isSeen { return Followed(.event, days: event.day.days(since: index)) }
            let first = death.earlier(departure)
            guard !first.isMissing, first < PackedDay(clamping: end) else {
                return Followed(.end, days: end.days(since: index))
            }
            return Followed(first == death ? .died : .left, days: max(0, first.day.days(since: index)))
        }
    }
}
