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

    private static func drift(_ risk: Double?, _ features: [Double]) -> ModelDrift {
        ModelDrift(
            model: "copd-12m/1.0.0",
            finding: .compared(
                .init(
                    who: "age >= 35", people: 51_234, risk: risk,
                    features: features.enumerated().map { .init(name: "f\($0)", index: $1) })))
    }

    @Test("People who have shifted from those of a model are told, past 0.25, the risk and five features by name")
    func shifted() {
        #expect(Self.sentences(.example(drift: [Self.drift(0.25, [0.25, 0.1])])) == [])
        #expect(
            Self.sentences(.example(drift: [Self.drift(nil, [0.1, 0.3])])) == [
                "copd-12m/1.0.0: The people of tonight have shifted from those it was trained on (population stability "
                    + "index over 0.25): f1 (0.300)."
            ])
        #expect(
            Self.sentences(.example(drift: [Self.drift(0.2514, [0.3, 0.5, 0.4, 0.9, 0.8, 0.7, 0.6, 0.05])])) == [
                "copd-12m/1.0.0: The people of tonight have shifted from those it was trained on (population stability "
                    + "index over 0.25): the risk (0.251), f3 (0.900), f4 (0.800), f5 (0.700), f6 (0.600), f1 (0.500), "
                    + "2 more features."
            ])
    }

    @Test("What a model's people are like is told by number on the page and in the file")
    func told() {
        let discharges = ModelDrift(model: "readmission-30d/1.0.0", finding: .notCompared("its rows are discharges"))
        let account = QualityAccount.example(drift: [Self.drift(0.01, [0.05, 0.12]), discharges])
        let page = QualityPage.text(account)
        for cell in ["copd-12m/1.0.0", "51,234: age &gt;= 35", "0.010", "f1 0.120", "not compared: its rows are"] {
            #expect(page.contains(cell), "\(cell)")
        }
        let json = QualityJSON.text(account)
        #expect(json.contains(#""f0": 0.05"#) && json.contains(#""not_compared": "its rows are discharges""#))
        #expect(!QualityPage.text(.example()).contains("Drift"))
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
