import Foundation
import Ledger
import Testing

@Suite struct LedgerTests {
    @Test("A ledger is its owner's alone, and one that others could read is taken back")
    func permissions() throws {
        let example = try LedgerExample()
        try example.ledger.close()
        func permissions() throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: example.path)[.posixPermissions] as? Int
        }
        #expect(try permissions() == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: example.path)
        try Ledger(opening: example.path).close()
        #expect(try permissions() == 0o600)
    }

    @Test("A membership begins with its reason, lasts while it is issued and ends with its reason")
    func membership() throws {
        let example = try LedgerExample()
        let one = LedgerExample.member("one", on: "2025-01-01")
        try example.ledger.append(LedgerExample.issue(1, [one, .init(one, person: "two")]))
        try example.ledger.append(LedgerExample.issue(2, [one, .init(one, person: "two")]))
        let left = LedgerExit(person: "one", place: "A", reason: "risk_fell", detail: "falls -0.40")
        try example.ledger.append(LedgerExample.issue(3, [.init(one, person: "two")], left: [left]))
        let history = try example.ledger.history(of: "one")
        let membership = try #require(history.memberships.first)
        #expect(history.memberships.count == 1 && history.reviews.isEmpty)
        #expect(membership.enteredOn == "2025-01-01" && membership.entryReason == "new_facts")
        #expect(membership.leftOn == "2025-01-03" && membership.exitReason == "risk_fell")
        #expect(membership.exitDetail == "falls -0.40")
        #expect(membership.listings.map(\.issue) == [1, 2] && membership.listings[0].model == "admission/3")
        #expect(membership.listings[0].contributions.map(\.family) == ["falls", "age"])
        #expect(membership.listings[0].contributions.map(\.value) == [-0.5, 0.25])
        #expect(try example.ledger.history(of: "two").memberships.map(\.leftOn) == [nil])
        #expect(try example.ledger.history(of: "three") == PersonHistory.none)
    }

    @Test("A number of points is known as one, and a risk is not taken for points")
    func points() throws {
        let example = try LedgerExample()
        let one = LedgerExample.member("one", on: "2025-01-01")
        try example.ledger.append(LedgerExample.issue(1, [one]))
        try example.ledger.append(LedgerExample.issue(2, [one], countsPoints: true))
        #expect(try example.ledger.history(of: "one").memberships[0].listings.map(\.countsPoints) == [false, true])
    }

    @Test("Who moves to another practice's list has two memberships and one time on the programme")
    func moves() throws {
        let example = try LedgerExample()
        try example.ledger.append(LedgerExample.issue(1, [LedgerExample.member("one", on: "2025-01-01")]))
        let moved = LedgerExample.member("one", "B", on: "2025-01-02", since: "2025-01-01")
        let left = LedgerExit(person: "one", place: "A", reason: "practice_moved", detail: "")
        try example.ledger.append(LedgerExample.issue(2, [moved], left: [left], moved: 1))
        let memberships = try example.ledger.history(of: "one").memberships
        #expect(memberships.map(\.place) == ["A", "B"] && memberships.map(\.exitReason) == ["practice_moved", nil])
        let churn = try example.ledger.churn(of: "p")
        #expect(churn.map(\.overlap) == [nil, 1])
        #expect(churn[1].shareEntering == 0 && churn[1].shareLeaving == 0 && churn[0].shareEntering == nil)
    }

    @Test("Who is on an issue no more and is not named has objected, and is forgotten")
    func objects() throws {
        let example = try LedgerExample()
        let one = LedgerExample.member("one", on: "2025-01-01")
        try example.ledger.append(LedgerExample.issue(1, [one, .init(one, person: "two")]))
        try example.ledger.append(LedgerExample.issue(2, [.init(one, person: "two")]))
        #expect(try example.ledger.history(of: "one") == PersonHistory.none)
        #expect(try !example.ledger.text().contains("one"))
        let recall = try example.ledger.recall(model: "admission", version: "3")
        #expect(recall.persons == ["two"] && recall.forgotten == 1)
        #expect(recall.issued.map(\.listed) == [2, 1])
    }

    @Test("A programme that is made no more has nobody on its lists")
    func programmeEnds() throws {
        let example = try LedgerExample()
        try example.ledger.append(LedgerExample.issue(1, [LedgerExample.member("one", on: "2025-01-01")]))
        try example.ledger.append(LedgerIssue(number: 2, run: "r2", date: "2025-01-02", programmes: []))
        #expect(try example.ledger.history(of: "one").memberships.map(\.exitReason) == ["programme_ended"])
    }

    @Test("Runs are added once, and forgotten when they are gone")
    func runs() throws {
        let example = try LedgerExample()
        try example.ledger.record(
            [LedgerExample.run("a", issue: 1), LedgerExample.run("b", issue: nil)], forgetting: [])
        try example.ledger.record([], forgetting: ["a"])
        #expect(try example.ledger.runs() == ["b"])
        #expect(try example.ledger.recall(model: "admission", version: "3").runs == ["b"])
    }

    @Test("Reviews are those of the last run that had others")
    func reviews() throws {
        let example = try LedgerExample()
        let review = LedgerReview(
            person: "one", programme: "p", reviewedOn: "2025-01-01", outcome: "care plan", suitable: "1", reason: "",
            broughtOn: "2025-01-02")
        try example.ledger.replaceReviews({ [review] }, digest: "first")
        try example.ledger.replaceReviews(
            {
                Issue.record("they are known")
                return []
            }, digest: "first")
        #expect(try example.ledger.history(of: "one").reviews == [review])
        try example.ledger.replaceReviews({ [] }, digest: "second")
        #expect(try example.ledger.history(of: "one").reviews == [])
    }

    @Test("A contribution that no whole number holds is kept as the largest, and what is no number is none")
    func hugeContributions() throws {
        let example = try LedgerExample()
        let member = LedgerExample.member("huge", on: "2025-01-01")
        let huge = LedgerMember(member, contributions: [1e300, -1e300, .nan])
        try example.ledger.append(LedgerExample.issue(1, [huge]))
        let listings = try example.ledger.history(of: "huge").memberships[0].listings
        #expect(listings[0].contributions.map(\.family) == ["age", "falls"])
        // The largest whole number of ten-thousandths that 64 bits hold.
        #expect(
            listings[0].contributions.map(\.value) == [9_223_372_036_854_775_807e-4, -9_223_372_036_854_775_807e-4])
    }

    @Test("Acts are added to those that are known, and replace them where the log is another")
    func acts() throws {
        let example = try LedgerExample()
        func act(_ digest: String) -> LedgerAct {
            LedgerAct(
                time: "2025-01-01T00:00:00Z", action: "prune", user: "x", purpose: "y", facts: "{}", digest: digest)
        }
        for log in [["a"], ["a", "b", "c"], ["a", "b", "c"], ["a", "other"], []] {
            try example.ledger.keepAudit(log.map(act))
            #expect(try example.ledger.acts() == log.map(act))
        }
        // What is known by the digest of its last is not read again.
        try example.ledger.keepAudit([act("a")])
        try example.ledger.keepAudit([act("a"), act("b")])
        #expect(try example.ledger.text().contains("audit|2|2025-01-01T00:00:00Z|prune|x|y|{}|b"))
    }

    @Test("An issue is added whole or not at all")
    func atomic() throws {
        let example = try LedgerExample()
        try example.ledger.append(LedgerExample.issue(1, [LedgerExample.member("one", on: "2025-01-01")]))
        let before = try example.ledger.text()
        let twice = LedgerExample.member("two", on: "2025-01-02")
        #expect(throws: LedgerError.damaged) { try example.ledger.append(LedgerExample.issue(2, [twice, twice])) }
        #expect(try example.ledger.text() == before)
    }
}

extension LedgerMember {
    /// The same with other contributions.
    init(_ member: LedgerMember, contributions: [Double]) {
        self.init(
            person: member.person, place: member.place, rank: member.rank, rankInPractice: member.rankInPractice,
            risk: member.risk, enteredOn: member.enteredOn, listedSince: member.listedSince,
            entryReason: member.entryReason, entryDetail: member.entryDetail, stay: member.stay,
            contributions: contributions, days: member.days)
    }

    /// The same for another person.
    init(_ member: LedgerMember, person: String) {
        self.init(
            person: person, place: member.place, rank: 2, rankInPractice: 2, risk: member.risk,
            enteredOn: member.enteredOn, listedSince: member.listedSince, entryReason: member.entryReason,
            entryDetail: member.entryDetail, stay: member.stay, contributions: member.contributions, days: member.days)
    }
}
