import Accounts
import Reports
import Testing

@Suite struct QualityVerdictTests {
    private static func sentences(_ account: QualityAccount) -> [String] {
        QualityVerdict(account).points.map { "\($0.about): \($0.sentence)" }
    }

    private static func sentences(_ source: SourceQuality) -> [String] { sentences(.example(sources: [source])) }

    @Test("Data in order need no attention")
    func good() {
        #expect(Self.sentences(.example()) == [])
        #expect(QualityVerdict(.example()).headline == "Nothing in the data of this run needs attention.")
    }

    @Test("The headline counts what needs attention")
    func headlines() {
        let one = SourceQuality.made("gp", "gp_events", [.made("gp.csv", "gp_events", read: 5)], warnings: ["Old."])
        #expect(
            QualityVerdict(.example(sources: [one])).headline == "One thing in the data of this run needs attention.")
        #expect(
            QualityVerdict(.example(sources: [one, one])).headline
                == "2 things in the data of this run need attention.")
    }

    @Test("Accounts that do not add up are told, of people and of rows")
    func difference() {
        let source = SourceQuality.made("gp", "gp_events", [.made("gp.csv", "gp_events", read: 100, lost: 1)])
        #expect(
            Self.sentences(.example(sources: [source], scored: 97_640)) == [
                "people: The account of people does not add up (difference: 10).",
                "gp: The account of gp.csv does not add up.",
            ])
    }

    @Test("What a source's reader warned of comes first")
    func warnings() {
        let source = SourceQuality.made(
            "gp", "gp_events", [.made("gp.csv", "gp_events", read: 0)], warnings: ["The extract is nine days old."])
        #expect(Self.sentences(source) == ["gp: The extract is nine days old.", "gp: No row was read."])
    }

    @Test("More than half a per cent of rows set aside is told, with the rule that most of them broke")
    func quarantined() {
        let rules = ["date_order": 3, "nhs_number": 3]
        func source(_ read: Int) -> SourceQuality {
            .made("gp", "gp_events", [.made("gp.csv", "gp_events", read: read, rules: rules)])
        }
        #expect(Self.sentences(source(1_200)) == [])
        #expect(
            Self.sentences(source(1_000)) == [
                "gp: 0.6% of the rows read were set aside, most often under the rule \"date_order\"."
            ])
    }

    @Test("Empty fields, lookups without a match and silent practices are told")
    func gaps() {
        let source = SourceQuality.made(
            "gp", "gp_events", [.made("gp.csv", "gp_events", read: 100)],
            completeness: [
                .init(field: "value", given: 0, rows: 100), .init(field: "code", given: 1, rows: 100),
                .init(field: "unit", given: 0, rows: 100),
            ], lookups: [.init(field: "code", file: "codes.csv", unmatched: 1, rows: 100)],
            practices: ["L81002": 100])
        #expect(
            Self.sentences(source) == [
                "gp: Empty in every row: value, unit.", "gp: 1.0% of the values of code are not in codes.csv.",
                "gp: Practices with registered people and no row: L81001.",
            ])
    }

    @Test("Features that could not be computed are counted")
    func features() {
        #expect(
            Self.sentences(.example(unavailable: ["mh_crisis_12m": "no mental health source"])) == [
                "features: Features that could not be computed: 1. They are named below."
            ])
    }
}
