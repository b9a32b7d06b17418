import Cohorts
import Configuration
import FeatureData
import TestSupport
import Testing

@Suite struct StabilityTests {
    private static let rules = [
        ("share: 10%", "leave_at: 20%"), ("share: 10%", "stay_at_least: 28 days"),
        ("share: 20%", "leave_at: 30%, stay_at_least: 14 days"), ("per_practice: 3", "leave_at: 5"),
        ("per_practice: 2", "leave_at: 6, stay_at_least: 50 days"), ("risk_at_least: 0.6", "leave_at: 0.4"),
        ("risk_at_least: 0.6", "leave_at: 0.5, stay_at_least: 28 days"),
    ]

    private func programme(_ select: String, _ stability: String) throws -> Programme {
        try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18
            select: { \(select) }
            stability: { \(stability) }
            exclude: [{ caseload: a }, { caseload: b }]
            """)
    }

    @Test("Those on the last issue stay as a slow selection by definition says", arguments: rules)
    func oracle(select: String, stability: String) throws {
        var random = SplitMix(state: 17)
        let programme = try programme(select, stability)
        for _ in 0..<1_000 {
            let candidates = Candidates.random(most: 60, using: &random).withSomeListed(using: &random)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let slow = SlowStability(programme, candidates)
            #expect(cohort.members.map(\.row) == slow.listed.map(\.row))
            #expect(cohort.members.map(\.stay) == slow.listed.map { slow.stay[$0.row] ?? nil })
            #expect(cohort.counts.staying == slow.stay.values.count { $0 == .byBand || $0 == .byLeastStay })
            #expect(cohort.counts.difference == 0)
        }
    }

    @Test("Without stability, who was on the last issue makes no difference to who is chosen", arguments: rules)
    func withoutStability(select: String, stability: String) throws {
        var random = SplitMix(state: 19)
        let programme = try Programme.selecting(select)
        for _ in 0..<200 {
            let candidates = Candidates.random(most: 60, using: &random)
            let listed = candidates.withSomeListed(using: &random)
            let before = try CohortSelection(programme).cohort(of: candidates)
            let after = try CohortSelection(programme).cohort(of: listed)
            #expect(before.members.map(\.row) == after.members.map(\.row) && before.counts == after.counts)
            #expect(after.members.allSatisfy { ($0.stay == .byRank) == (listed.daysListed[$0.row] != nil) })
        }
    }

    @Test("Everybody listed by rank is at or over the entry line, everybody who stays by the band over the leave line")
    func lines() throws {
        var random = SplitMix(state: 23)
        let programme = try programme("share: 10%", "leave_at: 20%")
        for _ in 0..<300 {
            let candidates = Candidates.random(most: 60, using: &random).withSomeListed(using: &random)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let line = try #require(cohort.lines[""])
            for member in cohort.members {
                let predictor = candidates.predictors[member.row.index]
                if member.stay == nil { #expect(predictor >= line.entry ?? .min) }
                if member.stay == .byBand { #expect(predictor >= line.leave ?? .min) }
            }
            #expect(line.leave ?? .min <= line.entry ?? .min || cohort.members.allSatisfy { $0.stay != nil })
        }
    }

    @Test("Nobody of the upper half of the places waits for those who stay", arguments: rules.prefix(5))
    func upperHalf(select: String, stability: String) throws {
        var random = SplitMix(state: 31)
        let programme = try programme(select, stability)
        for _ in 0..<300 {
            let candidates = Candidates.random(most: 60, using: &random).withSomeListed(using: &random)
            let members = Set(try CohortSelection(programme).cohort(of: candidates).members.map(\.row))
            let slow = SlowSelection(programme.selection, candidates)
            let isByPractice = select.hasPrefix("per_practice")
            for own in Dictionary(grouping: slow.listed, by: { isByPractice ? $0.practice : "" }).values {
                #expect(own.prefix((own.count + 1) / 2).allSatisfy { members.contains($0.row) })
            }
        }
    }

    @Test("Who rises to the top of a full list enters it, and the lowest of those who would stay goes")
    func risesToTheTop() throws {
        // Of three places two are certain, as the leave line is two below.
        let programme = try programme("per_practice: 3", "leave_at: 5, stay_at_least: 28 days")
        func taken(_ daysListed: [Int: Int]) throws -> [Int] {
            let candidates = Candidates(
                predictors: (0..<9).map { Int64(9 - $0) }, risks: (0..<9).map { 0.9 - Double($0) / 100 },
                eligible: [Bool](repeating: true, count: 9), attributes: .onePractice(9), exclusions: [:],
                daysListed: Dictionary(uniqueKeysWithValues: daysListed.map { (RowID($0.key), $0.value) }))
            return try CohortSelection(programme).cohort(of: candidates).members.map(\.row.index)
        }
        #expect(try taken([2: 100, 3: 100, 4: 100]) == [0, 1, 2])
        #expect(try taken([3: 100, 4: 100]) == [0, 1, 3])
        // The seventh was listed a week ago, and goes before nobody but those of the certain line.
        #expect(try taken([3: 100, 4: 100, 6: 7]) == [0, 1, 6])
    }

    @Test("A stability that cannot be is refused, with what is allowed")
    func refused() {
        func problems(_ select: String, _ stability: String) -> [String] {
            let problems = Problems()
            let text = "title: t\nmodel: m\neligible: a = 1\nselect: { \(select) }\nstability: { \(stability) }\n"
            #expect(Programme.read(text, id: "p", file: "p.yaml", problems: problems) == nil)
            return problems.all.map(\.message)
        }
        #expect(problems("share: 4%", "leave_at: 3%") == ["\"leave_at\" must be a share from 4% to 100%, such as 5%"])
        #expect(
            problems("per_practice: 20", "leave_at: 19") == ["\"leave_at\" must be a whole number from 20 to 100000"])
        #expect(
            problems("risk_at_least: 0.3", "leave_at: 0.4") == ["\"leave_at\" must be a number over 0 and at most 0.3"])
        #expect(
            problems("share: 4%", "stay_at_least: 28") == [
                "\"stay_at_least\" must be a number of days, such as 28 days"
            ])
        #expect(problems("share: 4%", "") == ["\"stability\" must have leave_at, stay_at_least or both"])
    }

    @Test("A programme says for how long an unsuitable review leaves people out")
    func afterReview() throws {
        let text = "title: t\nmodel: m\neligible: a = 1\nselect: { share: 4% }\nexclude: []\nafter_review: "
        let programme = try Programme.text(text + "{ unsuitable: leave out for 365 days }")
        #expect(programme.exclusions.map(\.rule) == [.unsuitable(days: 365), .diedOrLeft])
        #expect(programme.exclusions[0].words == "found unsuitable at a review in the last 365 days")
        let problems = Problems()
        #expect(Programme.read(text + "{ unsuitable: 365 }", id: "p", file: "p.yaml", problems: problems) == nil)
        #expect(
            problems.all.map(\.message) == [
                "\"unsuitable\" must be \"leave out for\" and a number of days, such as leave out for 365 days"
            ])
    }
}

extension Candidates {
    /// The same, with about a third of the people on the last issue.
    fileprivate func withSomeListed(using random: inout SplitMix) -> Candidates {
        var days: [RowID: Int] = [:]
        for row in predictors.indices where Int.random(in: 0..<3, using: &random) == 0 {
            days[RowID(row)] = Int.random(in: 0..<100, using: &random)
        }
        return Candidates(
            predictors: predictors, risks: risks, eligible: eligible, attributes: attributes, exclusions: exclusions,
            daysListed: days)
    }
}

/// Who is listed by the words of the rule. As many of the highest as the certain line says are listed. Then come those on
/// the last issue who came too short a time ago, then those who rank within the leave line, as far as there are places;
/// the highest of the others fill the rest.
private struct SlowStability {
    private(set) var listed: [SlowSelection.Person] = []
    private(set) var stay: [RowID: Stay?] = [:]

    private static func ownPeople(_ programme: Programme) -> Int {
        if case .perPractice(let capacity) = programme.selection { capacity.people } else { 0 }
    }

    init(_ programme: Programme, _ candidates: Candidates) {
        let slow = SlowSelection(programme.selection, candidates)
        let stability = programme.stability!
        let isByPractice = if case .perPractice = programme.selection { true } else { false }
        let groups = Dictionary(grouping: slow.ranked) { isByPractice ? $0.practice : "" }
        for group in groups.values {
            let free = group.filter { $0.exclusion == nil }
            var most = Int.max
            var allows: (SlowSelection.Person) -> Bool = { _ in true }
            switch programme.selection {
            case .share(let share): most = share.count(of: slow.ranked.count)
            case .perPractice(let capacity): most = SlowSelection.room(capacity, group)
            case .riskAtLeast(let least), .pointsAtLeast(let least): allows = { $0.risk >= least }
            }
            let plain = Set(free.filter(allows).prefix(most).map(\.row))
            func isWithin(_ person: SlowSelection.Person) -> Bool {
                let position = group.firstIndex(of: person)! + 1
                return switch stability.leaveAt {
                case .share(let share): position <= share.count(of: slow.ranked.count)
                // As far below a practice's places as below the programme's own number.
                case .perPractice(let leave): position <= most + leave.people - Self.ownPeople(programme)
                case .riskAtLeast(let least), .pointsAtLeast(let least): person.risk >= least
                case nil: false
                }
            }
            func isProtected(_ person: SlowSelection.Person) -> Bool {
                candidates.daysListed[person.row]! < stability.leastDays
            }
            let before = free.filter { candidates.daysListed[$0.row] != nil }
            let would = before.filter { plain.contains($0.row) || isWithin($0) || isProtected($0) }
            var certain: [SlowSelection.Person] = []
            if most != .max {
                let leave =
                    switch stability.leaveAt {
                    case .share(let share): share.count(of: slow.ranked.count)
                    case .perPractice(let leave): most == 0 ? 0 : most + leave.people - Self.ownPeople(programme)
                    default: Int.max
                    }
                // As far above the line as the leave line is below it; half of the places at the least.
                let mirrored = leave == .max ? 0 : most - (leave - most)
                certain = Array(free.prefix(max(Int((Double(most) / 2).rounded(.up)), mirrored)))
            }
            let others = would.filter { !certain.contains($0) }
            let inOrder =
                would.filter(certain.contains) + others.filter(isProtected) + others.filter { !isProtected($0) }
            let staying = Array(inOrder.prefix(most - certain.count { !before.contains($0) }))
            let rest = free.filter { person in allows(person) && !staying.contains(person) }
            let entering = most == .max ? rest[...] : rest.prefix(most - staying.count)
            listed += staying + entering
            for one in entering { stay[one.row] = Stay?.none }
            for one in staying {
                stay[one.row] = plain.contains(one.row) ? .byRank : isWithin(one) ? .byBand : .byLeastStay
            }
        }
        listed.sort { $0.rank < $1.rank }
    }
}
