import Cohorts
import Testing

@Suite struct MovementReasonTests {
    private static let changes = [
        FamilyChange(family: "age", change: 0.02), FamilyChange(family: "falls", change: -0.3),
        FamilyChange(family: "admissions", change: 0.5), FamilyChange(family: "medicines", change: 0.1),
    ]

    private func score(_ then: Int64, _ now: Int64, lineThen: Int64?, lineNow: Int64?) -> ScoreThen {
        ScoreThen(
            then: then, now: now, lineThen: CohortLine(entry: lineThen, leave: lineThen),
            lineNow: CohortLine(entry: lineNow, leave: lineNow), changes: Self.changes)
    }

    private static let rises = EntryReason.newFacts([
        FamilyChange(family: "admissions", change: 0.5), FamilyChange(family: "medicines", change: 0.1),
    ])

    @Test("Whoever would have been below tonight's line by the facts of then came by new facts, the largest first")
    func newFacts() {
        #expect(score(1, 5, lineThen: 4, lineNow: 4).entry(wasHeld: false) == Self.rises)
        #expect(score(3, 5, lineThen: 2, lineNow: 4).entry(wasHeld: false) == Self.rises)
    }

    @Test("Whoever would be over it by the facts of then came because it is lower; over both, as records were late")
    func threshold() {
        #expect(score(3, 3, lineThen: 4, lineNow: 2).entry(wasHeld: false) == .thresholdMoved)
        #expect(score(4, 4, lineThen: 4, lineNow: 4).entry(wasHeld: false) == .thresholdMoved, "a tie at the line")
        #expect(score(5, 5, lineThen: 4, lineNow: 4).entry(wasHeld: false) == .lateRecords)
        #expect(score(5, 5, lineThen: 4, lineNow: 4).entry(wasHeld: true) == .listHeld)
        #expect(score(1, 1, lineThen: .max, lineNow: nil).entry(wasHeld: false) == .thresholdMoved)
    }

    @Test("Whoever left did so by new facts, by a line that rose, or because a stay that was granted has ended")
    func exits() {
        let falls = ExitReason.riskFell([FamilyChange(family: "falls", change: -0.3)])
        #expect(score(5, 1, lineThen: 4, lineNow: 4).exit == falls)
        #expect(score(5, 4, lineThen: 4, lineNow: 6).exit == .thresholdMoved)
        #expect(score(5, 3, lineThen: 4, lineNow: 6).exit == falls)
        #expect(score(3, 2, lineThen: 4, lineNow: 4).exit == .stayEnded)
        #expect(score(5, 5, lineThen: 4, lineNow: 5).exit == .thresholdMoved, "a tie at the line")
        #expect(score(5, 5, lineThen: 4, lineNow: 4).exit == .gaveWay)
    }

    @Test("Changes too small to tell are left out, but for the largest")
    func families() {
        let small = [FamilyChange(family: "b", change: 0.01), FamilyChange(family: "a", change: 0.01)]
        #expect(FamilyChange.largest(small, rising: true) == [FamilyChange(family: "a", change: 0.01)])
        #expect(FamilyChange.largest(small) == [])
        #expect(FamilyChange.largest(Self.changes).map(\.family) == ["admissions", "falls", "medicines"])
    }

    @Test("A reason is told by its code and its detail")
    func texts() {
        #expect(Self.rises.code == "new_facts")
        #expect(MovementDetail.text(of: Self.rises) == "admissions +0.50; medicines +0.10")
        #expect(MovementDetail.text(of: ExitReason.riskFell(Self.changes.filter { $0.change < 0 })) == "falls -0.30")
        #expect(MovementDetail.text(of: ExitReason.excluded("on the virtual ward")) == "on the virtual ward")
        #expect(MovementDetail.text(of: EntryReason.exclusionEnded("on the virtual ward")) == "on the virtual ward")
        #expect(MovementDetail.text(of: EntryReason.movedIn) == "")
    }
}
