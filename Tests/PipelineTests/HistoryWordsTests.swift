import Testing

@testable import Ledger
@testable import Pipeline

@Suite("What history tells of a person") struct HistoryWordsTests {
    private func listing(
        risk: Double, points: Bool = false, model: String = "m/1", contributions: Int = 7
    ) -> PersonHistory.Listing {
        PersonHistory.Listing(
            issue: 3, date: "2025-03-01", rank: 12, rankInPractice: 2, risk: risk, model: model,
            contributions: (0..<contributions).map { ("family \($0)", 0.5) }, countsPoints: points)
    }

    private func membership(_ programme: String, _ listing: PersonHistory.Listing) -> PersonHistory.Membership {
        PersonHistory.Membership(
            programme: programme, place: "A1", enteredOn: "2025-03-01", listedSince: "2025-03-01",
            entryReason: "new_facts", entryDetail: "", leftOn: nil, exitReason: nil, exitDetail: nil,
            listings: [listing])
    }

    private func lines(_ memberships: [PersonHistory.Membership], isFull: Bool = false) -> [String] {
        HistoryWords(PersonHistory(memberships: memberships, reviews: []), isFull: isFull).lines
    }

    @Test(
        "A risk is told in per cent and points as points, also where an earlier version did not say which",
        arguments: [
            (0.4, false, "risk 40.0%"), (4.0, true, "4 points"), (1.0, true, "1 point"), (0.0, true, "0 points"),
            (4.0, false, "4 points"), (1.0, false, "risk 100.0%"),
        ])
    func scores(_ risk: Double, _ points: Bool, _ words: String) {
        let told = lines([membership("p", listing(risk: risk, points: points))])[1]
        #expect(told.contains(", \(words), by m/1: "))
    }

    @Test("Of an issue the five largest contributions are told, and all where that is asked")
    func contributions() {
        let short = lines([membership("p", listing(risk: 0.4))])[1]
        #expect(short.hasSuffix("family 3 +0.50, family 4 +0.50, and 2 smaller"))
        let full = lines([membership("p", listing(risk: 0.4))], isFull: true)[1]
        #expect(full.hasSuffix("family 5 +0.50, family 6 +0.50"))
    }

    @Test("What two programmes of one model say alike is said once")
    func alike() {
        let memberships = [
            membership("p", listing(risk: 0.4)), membership("q", listing(risk: 0.4)),
            membership("r", listing(risk: 0.4, model: "other/1")),
        ]
        #expect(lines(memberships)[3].hasSuffix("by m/1: as of p then"))
        #expect(lines(memberships)[5].contains("by other/1: family 0 +0.50, "))
        #expect(lines(memberships, isFull: true)[3].contains("by m/1: family 0 +0.50, "))
    }
}
