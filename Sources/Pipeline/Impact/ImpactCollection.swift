import Evaluation
import FeatureData
import Ingest
import Records

/// Gathers the people of an evaluation of lists, issue after issue.
struct ImpactCollection {
    private let preparation: Preparation
    private let population: Population
    private let followed: FollowedPeople
    private let history: ListedHistory
    private let period: ClosedRange<Day>
    private let progress: Progress

    /// Whoever was on a list of an issue that has been passed.
    private var seen: Set<Int> = []
    /// Whoever would have been, but for the hold-out.
    private var seenHeldOut: Set<Int> = []
    private var before: Set<Int> = []
    private var lost: Set<String> = []
    private var listed: [FollowedPerson] = []
    private var trial: ImpactInput.Trial?
    private var matching = ControlMatching()
    private var line: [LinePerson] = []
    private var unlisted: [FollowedPerson]?
    private var listedLater: Set<UInt64> = []

    init(
        _ preparation: Preparation, _ population: Population, _ followed: FollowedPeople, _ history: ListedHistory,
        _ period: ClosedRange<Day>, progress: Progress
    ) {
        self.preparation = preparation
        self.population = population
        self.followed = followed
        self.history = history
        self.period = period
        self.progress = progress
    }

    /// - Parameter firstEvent: the day with which the extracts' events begin.
    mutating func input(_ question: ImpactEvaluation.Question, firstEvent: Day) async throws -> ImpactInput {
        for (place, issue) in history.issues.enumerated() where issue.date <= period.upperBound {
            try await pass(issue, place)
        }
        var input = ImpactInput(question: question, listed: listed)
        input.trial = trial
        input.matching = matching
        input.line = line
        input.unlisted = unlisted ?? []
        input.listedLater = listedLater
        input.earlier = try await earlier(firstEvent)
        input.accounts = [
            ("people on a list in the period", listed.count + before.count + lost.count),
            ("of these on a list before it already", before.count),
            ("no longer in the extracts, or objecting", lost.count),
            ("came on to a list in the period, and are followed here", listed.count),
        ]
        return input
    }

    private mutating func pass(_ issue: ListedHistory.Issue, _ place: Int) async throws {
        let ids = population.persons.ids
        let members = issue.members.compactMap { ids.person(withID: $0) }
        let heldOut = (issue.heldOut ?? []).compactMap { ids.person(withID: $0) }
        if period.contains(issue.date) {
            lost.formUnion(issue.members.filter { ids.person(withID: $0) == nil })
            before.formUnion(members.filter { seen.contains($0) && !listedKeys.contains(followed.key(of: $0)) })
            let new = members.filter { !seen.contains($0) }
            let entered = new.map { followed.person($0, at: issue.indexDate) }
            listed += entered
            listedKeys.formUnion(entered.map(\.key))
            if issue.heldOut != nil {
                trial = trial ?? ImpactInput.Trial(listed: [], heldOut: [])
                trial?.listed += entered
                trial?.heldOut += heldOut.filter { !seen.contains($0) && !seenHeldOut.contains($0) }
                    .map { followed.person($0, at: issue.indexDate) }
            }
            let later = laterMembers(place)
            listedLater.formUnion(heldOut.filter(later.contains).map { followed.key(of: $0) })
            try await compare(issue, new, Set(members), Set(heldOut), later: later)
        }
        seen.formUnion(members)
        seenHeldOut.formUnion(heldOut)
    }

    /// The keys of `listed`.
    private var listedKeys: Set<UInt64> = []

    /// Who is on a list of the issues that follow one while its people are followed.
    private func laterMembers(_ place: Int) -> Set<Int> {
        let end = history.issues[place].indexDate.adding(days: followed.days)
        let later = history.issues[(place + 1)...].filter { $0.date < end }
        return Set(later.flatMap { $0.members.compactMap { population.persons.ids.person(withID: $0) } })
    }

    /// Controls of those who came on to an issue, and those near its line.
    private mutating func compare(
        _ issue: ListedHistory.Issue, _ new: [Int], _ members: Set<Int>, _ heldOut: Set<Int>, later: Set<Int>
    ) async throws {
        progress.begin("issue of \(issue.date)")
        let day = try await ProgrammeDay(
            preparation, population, at: issue.indexDate, issuedOn: issue.date,
            reviews: issue.reviews ?? reviews(by: issue.date), progress: progress)
        let rows = new.compactMap { day.row(of: $0) }
        let lowest = rows.map { day.predictor($0) }.min() ?? .infinity
        let reach = max(ControlMatching.predictorCaliper, Self.bandwidth)
        let free = day.free(from: lowest - reach).filter { row in
            let person = day.person(row)
            return !seen.contains(person) && !heldOut.contains(person)
        }
        match(rows, free.filter { !members.contains(day.person($0)) }, on: day, &matching)
        for row in free {
            guard let entry = issue.line(of: day.programme.id, practice: day.practice(row)) else { continue }
            let distance = Double(day.candidates.predictors[row.index] - entry) / ProgrammeDay.quantum
            guard abs(distance) < Self.bandwidth else { continue }
            line.append(
                LinePerson(person: followed.person(day.person(row), at: issue.indexDate), distance: distance))
        }
        listedLater.formUnion(free.map { day.person($0) }.filter(later.contains).map { followed.key(of: $0) })
        if unlisted == nil { unlisted = next(to: new.count, on: day, besides: seen.union(membersOfPeriod)) }
        progress.end(["listed": new.count, "controls": matching.pairs.count])
    }

    /// Whoever is on an issue of the period.
    private var membersOfPeriod: Set<Int> {
        let members = history.issues.filter { period.contains($0.date) }.flatMap(\.members)
        return Set(members.compactMap { population.persons.ids.person(withID: $0) })
    }

    /// By whom it is told what changes for people on no list: of the next in rank, so many for each of those listed.
    private static let unlistedForEach = 10

    private func next(to listed: Int, on day: ProgrammeDay, besides members: Set<Int>) -> [FollowedPerson] {
        day.next(Self.unlistedForEach * listed, besides: members).map { followed.person($0, at: day.day) }
    }

    /// Those made by the end of a day that no issue is of: all that the last issue remembers, and the extracts.
    private func reviews(by date: Day) -> RememberedReviews {
        let known = history.issues.last { $0.reviews != nil }?.reviews ?? RememberedReviews()
        return known.adding(RememberedReviews(of: population, by: date)).made(by: date)
    }

    private static let bandwidth = Discontinuity.usualBandwidth

    private func match(_ listed: [RowID], _ pool: [RowID], on day: ProgrammeDay, _ matching: inout ControlMatching) {
        matching.match(day.matching(listed, followed), among: day.matching(pool, followed))
    }

    /// The rule applied as often as in the period, to the last days whose people can be followed to the end before the
    /// programme's first issue; nil where the extracts do not reach so far back.
    ///
    /// Those who come on to a list that others are on already had their bad time just before, more than those of a first
    /// issue: so the issue before the period is repeated as well where there is one, and who was on it is not new.
    private func earlier(_ firstEvent: Day) async throws -> ImpactInput.Earlier? {
        let inPeriod = history.issues.filter { period.contains($0.date) }.map(\.indexDate)
        let standing = history.issues.last { $0.date < period.lowerBound }?.indexDate
        guard let first = history.issues.first?.indexDate, let last = inPeriod.last else { return nil }
        let shift = last.days(since: first) + followed.days
        let dates = ((standing.map { [$0] } ?? []) + inPeriod).map { $0.adding(days: -shift) }
        guard dates[0].adding(days: -followed.days) >= firstEvent else { return nil }
        var (chosen, matching): ([FollowedPerson], ControlMatching) = ([], ControlMatching())
        var (seen, listedSince): (Set<Int>, [Int: Day]) = ([], [:])
        var opening: (new: Int, day: ProgrammeDay)?
        for (place, date) in dates.enumerated() {
            progress.begin("as at \(date)")
            let day = try await ProgrammeDay(
                preparation, population, at: date, issuedOn: date, reviews: reviews(by: date), listedSince: listedSince,
                progress: progress)
            let rows = try day.cohort()
            let members = Set(rows.map { day.person($0) })
            if place > 0 || standing == nil {
                let new = rows.filter { !seen.contains(day.person($0)) }
                chosen += new.map { followed.person(day.person($0), at: date) }
                let lowest = new.map { day.predictor($0) }.min() ?? .infinity
                let pool = day.free(from: lowest - ControlMatching.predictorCaliper).map { ($0, day.person($0)) }
                    .filter { !seen.contains($0.1) && !members.contains($0.1) }
                match(new, pool.map(\.0), on: day, &matching)
                opening = opening ?? (new.count, day)
            }
            listedSince = Dictionary(uniqueKeysWithValues: members.map { ($0, listedSince[$0] ?? date) })
            seen.formUnion(members)
            progress.end(["chosen": chosen.count, "controls": matching.pairs.count])
        }
        let days = dates.suffix(inPeriod.count).map(\.description)
        return ImpactInput.Earlier(
            from: days[0], to: days[days.count - 1], chosen: chosen, matching: matching,
            unlisted: opening.map { next(to: $0.new, on: $0.day, besides: seen) } ?? [])
    }
}
