import Cohorts
import Configuration
import FeatureData
import Testing

@Suite struct EligibilityTests {
    private static let columns = ["age", "frailty_level", "care_home"].map {
        FeatureColumn(name: $0, usual: $0 == "age" ? 40 : 0, fingerprint: $0, reason: $0)
    }

    private static let ages: [Double] = [40, 17, 18, 90, 66.5]
    private static let frailty: [Double] = [0, 0, 3, 2, 0]
    private static let attributes = Attributes(
        rowCount: 5,
        [
            Attribute(name: "practice", texts: ["L81001", "L81002", "L81001", "A10001", "A10001"]),
            Attribute(name: "neighbourhood", texts: ["East", nil, "West", "East", nil]),
        ])

    private static func programme(_ condition: String) throws -> Programme {
        try .text("title: t\nmodel: m\nselect: { share: 4% }\neligible: \(condition)\n")
    }

    private static func matrix(_ rows: Range<Int>) -> FeatureMatrix {
        var matrix = FeatureMatrix(columns: columns)
        for row in rows { matrix.append(row: [ages[row], frailty[row], 0]) }
        return matrix
    }

    @Test(
        "A condition on features and registration facts says who is eligible, whatever the blocks",
        arguments: [
            ("age >= 18", [0, 2, 3, 4]), ("age = 18", [2]), ("age != 18", [0, 1, 3, 4]), ("age < 18", [1]),
            ("age <= 18", [1, 2]), ("age > 66", [3, 4]), ("age in [17, 66.5]", [1, 4]),
            ("age not in [17]", [0, 2, 3, 4]),
            ("frailty_level >= 2 and age > 18", [3]), ("age < 18 or frailty_level = 3", [1, 2]),
            ("not (age < 18 or frailty_level = 3)", [0, 3, 4]), ("practice = L81001", [0, 2]),
            ("practice starts with L8", [0, 1, 2]), ("practice in [A10001, L81002]", [1, 3, 4]),
            ("neighbourhood = East", [0, 3]), ("neighbourhood != East", [1, 2, 4]),
            ("neighbourhood is missing", [1, 4]), ("neighbourhood is given and age < 50", [0, 2]),
            ("neighbourhood not in [East, West]", [1, 4]), ("practice = elsewhere", []),
            ("care_home = 0", [0, 1, 2, 3, 4]),
        ])
    func flags(condition: String, expected: [Int]) throws {
        let eligibility = try Eligibility(
            Self.programme(condition), columns: Self.columns, attributes: Self.attributes)
        for blockSize in 1...5 {
            var flags: [Bool] = []
            for start in stride(from: 0, to: 5, by: blockSize) {
                let block = Self.matrix(start..<min(5, start + blockSize))
                flags += eligibility.flags(of: block, firstRow: RowID(start))
            }
            #expect(flags.indices.filter { flags[$0] } == expected)
        }
    }

    @Test("Every word that the run does not have is told at once, with what it has")
    func unknownFields() throws {
        let refused = #expect(throws: SettingsRefused.self) {
            try Eligibility(
                Self.programme("agee >= 18 and (practise = L81001 or age > 65)"), columns: Self.columns,
                attributes: Self.attributes)
        }
        let rest = "registration facts: neighbourhood, practice; features of this run: age, care_home, frailty_level"
        #expect(
            refused?.problems.map(\.description) == [
                "most-complex.yaml:4:11: eligible: unknown field \"agee\"; \(rest)",
                "most-complex.yaml:4:11: eligible: unknown field \"practise\"; \(rest)",
            ])
    }

    @Test(
        "A word used for what it is not is refused, with what it may be used for",
        arguments: [
            ("age = old", "eligible: \"age\" is a number: compare it with numbers"),
            ("age in [1, two]", "eligible: \"age\" is a number: compare it with numbers"),
            ("age starts with 6", "eligible: \"age\" is a number: use one of = != < <= > >= in, not in"),
            ("age in list old", "eligible: \"age\" is a number: use one of = != < <= > >= in, not in"),
            ("age is missing", "eligible: \"age\" is a feature, which is never missing: compare it with a number"),
            (
                "practice > A1",
                "eligible: \"practice\" is a text, which has no order: use one of = != in, not in, starts with, "
                    + "is missing, is given"
            ),
            (
                "practice in list near",
                "eligible: code lists are for features: write the values of \"practice\" out, as in [a, b]"
            ),
        ])
    func misused(condition: String, sentence: String) throws {
        let refused = #expect(throws: SettingsRefused.self) {
            try Eligibility(Self.programme(condition), columns: Self.columns, attributes: Self.attributes)
        }
        #expect(refused?.problems.map(\.message) == [sentence])
    }
}
