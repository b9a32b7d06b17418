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

    private func programme(_ select: String, _ stability: String, _ more: String = "") throws -> Programme {
        try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18
            select: { \(select) }
            stability: { \(stability) }
            exclude: [{ caseload: a }, { caseload: b }]
            \(more)
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

    @Test("Who would otherwise have had a place is left out, as a slow selection by definition says", arguments: rules)
    func leftOut(select: String, stability: String) throws {
        var random = SplitMix(state: 18)
        for holdOut in ["", "holdout: { share: 30%, seed: 1 }"] {
            let programme = try programme(select, stability, holdOut)
            for _ in 0..<150 {
                let candidates = Candidates.random(most: 40, using: &random).withSomeListed(using: &random)
                    .drawing(as: holdOut.isEmpty ? nil : programme.exclusions.count - 1, using: &random)
                let cohort = try CohortSelection(programme).cohort(of: candidates)
                let slow = SlowStability.leftOut(programme, candidates)
                let counts = programme.exclusions.indices.map { rule in
                    slow.count { candidates.exclusions[$0] == rule }
                }
                #expect(cohort.counts.leftOut == counts && cohort.counts.difference == 0)
                #expect(cohort.lists.allSatisfy { $0.counts.difference == 0 })
                let drawn = programme.holdOut == nil ? nil : programme.exclusions.count - 1
                #expect(Set(cohort.heldOut.map(\.row)) == slow.filter { candidates.exclusions[$0] == drawn })
            }
        }
    }

    @Test("Those whose places are kept hide nobody whom an exclusion leaves out")
    func leftOutBesideKept() throws {
        // Of three places, two are certain; the first three in rank are on the caseload, and three keep their places.
        let programme = try programme("per_practice: 3", "leave_at: 9")
        let candidates = Candidates(
            predictors: (0..<9).map { 100 - Int64($0) }, risks: (0..<9).map { 0.9 - Double($0) / 100 },
            eligible: [Bool](repeating: true, count: 9), attributes: .onePractice(9),
            exclusions: [RowID(0): 0, RowID(1): 0, RowID(5): 1, RowID(8): 0],
            daysListed: [RowID(2): 9, RowID(3): 9, RowID(7): 9])
        let cohort = try CohortSelection(programme).cohort(of: candidates)
        #expect(cohort.members.map(\.row.index) == [2, 3, 7])
        // The list ends by rank with the fifth, the third whom no exclusion leaves out.
        #expect(cohort.counts.leftOut == [2, 0, 0])
        #expect(cohort.counts.belowTheLine == 4)
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
    /// The same, with those under the third exclusion drawn by lot, many of them on the last issue but for that.
    fileprivate func drawing(as draw: Int?, using random: inout SplitMix) -> Candidates {
        guard let draw else { return self }
        let exclusions = exclusions.mapValues { $0 == 2 ? draw : $0 }
        var days: [RowID: Int] = [:]
        for (row, exclusion) in exclusions.sorted(by: { $0.key.index < $1.key.index })
        where exclusion == draw && random.once(in: 2) {
            days[row] = Int.random(in: 0..<100, using: &random)
        }
        return Candidates(
            predictors: predictors, risks: risks, eligible: eligible, attributes: attributes, exclusions: exclusions,
            daysListed: daysListed, daysHeldOut: days)
    }

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
