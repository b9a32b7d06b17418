/// Objections, programmes and reviews.
extension LifeCourse {
    /// Of people, 4% object in one way or another, fewer than the 5.4% of England (NHS Digital, National
    /// Data Opt-Out, 2024), since only some kinds bear on risk stratification.
    private static let optOutShares = [("type1", 0.018), ("national", 0.021), ("risk_stratification", 0.003)]

    mutating func recordChoicesAndCaseload() {
        let lastRecorded = horizon
        for (kind, share) in Self.optOutShares where random.chance(share) {
            let day = max(lastRecorded - random.below(3000), person.birth + 1)
            rows.optOuts.append(OptOut(day: day, kind: kind))
        }
        joinCaseload()
    }

    /// People with much need whom a programme cares for already: about one in two hundred.
    private mutating func joinCaseload() {
        guard person.age(on: horizon) >= 18 else { return }
        if person.isInCareHome(on: horizon), random.chance(0.22) { return join("care-home-residents") }
        let conditions = conditionCount(on: horizon)
        if conditions >= 5, random.chance(0.06) { join("most-complex-4pc") }
    }

    private mutating func join(_ programme: String) {
        let start = max(horizon - 20 - random.below(600), person.days.lowerBound)
        let hasEnded = random.chance(0.25)
        let end = hasEnded ? min(start + 30 + random.below(300), horizon) : rows.death
        rows.caseload.append(CaseloadEntry(day: start, programme: programme, end: end))
        if random.chance(0.6) { addReview(programme, between: start, and: horizon) }
    }

    private mutating func addReview(_ programme: String, between start: Int, and end: Int) {
        let isSuitable = random.chance(0.7)
        rows.reviews.append(
            Review(
                day: day(in: start..<(end + 1)), programme: programme,
                outcome: isSuitable ? random.pick(["care plan", "referred", "review again"]) : "no action",
                isSuitable: isSuitable,
                reason: isSuitable ? "" : random.pick(["already known", "declined", "stable", "in hospital"])))
    }
}
