import Configuration
import FeatureData
import Scoring
import Testing

@testable import Training

@Suite("A basis")
struct BasisTests {
    private static func columns(_ names: [String]) -> [FeatureColumn] {
        names.map { FeatureColumn(name: $0, usual: 0, fingerprint: $0, reason: "") }
    }

    private func basis(_ text: String) throws -> Basis {
        let problems = Problems()
        let basis = Basis(try Setting.parse(text, file: "d.yaml"), problems: problems)
        try problems.throwIfAny()
        return basis
    }

    private func sentences(_ text: String) throws -> [String] {
        let problems = Problems()
        _ = Basis(try Setting.parse(text, file: "d.yaml"), problems: problems)
        return problems.all.map(\.description)
    }

    /// age, em_adm_3m, em_adm_12m, smoking (a, b, c) and bmi, which is missing in a row.
    private var matrix: FeatureMatrix {
        var matrix = FeatureMatrix(columns: Self.columns(["age", "em_adm_3m", "em_adm_12m", "smoking", "bmi"]))
        let rows: [[Double]] = [
            [20, 0, 0, 0, 22], [40, 0, 1, 1, 24], [60, 1, 1, 1, .nan], [80, 2, 5, 2, 29],
        ]
        for row in rows { matrix.append(row: row) }
        return matrix
    }

    private func terms(_ text: String) throws -> [String] {
        let problems = Problems()
        let builder = BasisBuilder(
            try basis(text), matrix: matrix, levels: [[], [], [], ["a", "b", "c"], []], problems: problems,
            quantiles: { [30, 50, 70].prefix($1).map { $0 + Double($0) * 0 } })
        try problems.throwIfAny()
        return builder.terms.map(\.name)
    }

    @Test("leaves features as they are that no rule names, words by level but the commonest, and tells what is missing")
    func plain() throws {
        #expect(
            try terms("[]") == [
                "age", "em_adm_3m", "em_adm_12m", "smoking: equals 0", "smoking: equals 2", "bmi", "bmi: missing",
            ])
    }

    @Test("takes the first rule that names a feature")
    func rules() throws {
        #expect(
            try terms(
                """
                - { features: age, as: [spline 3, above 65] }
                - { features: "em_*", as: cap 3 then log1p }
                - { features: em_adm_3m, as: itself }
                - { features: bmi, as: [pieces 3, missing] }
                - { product: [age, "em_*"] }
                """) == [
                    "age", "age: spline 30 50 70 part 0", "age: above 65", "em_adm_3m: cap 3 then log1p",
                    "em_adm_12m: cap 3 then log1p", "smoking: equals 0", "smoking: equals 2", "bmi", "bmi: above 50",
                    "bmi: missing", "age * em_adm_3m: cap 3 then log1p", "age * em_adm_12m: cap 3 then log1p",
                ])
    }

    @Test("takes words by level where they are to come as they are")
    func wordsThemselves() throws {
        #expect(
            try terms("- { features: \"*\", as: itself }") == [
                "age", "em_adm_3m", "em_adm_12m", "smoking: equals 0", "smoking: equals 2", "bmi", "bmi: missing",
            ])
    }

    @Test("has a stand-in for later missing values of every feature where that is asked for, and no term for it")
    func standsInForAll() throws {
        let builder = BasisBuilder(
            .plain, matrix: matrix, levels: [[], [], [], ["a", "b", "c"], []], standsInForAll: true,
            problems: Problems(), quantiles: { _, _ in [] })
        // Means of age, em_adm_3m, em_adm_12m and bmi; the place of b, the commonest word.
        #expect(builder.features.map(\.missingAs) == [50, 0.75, 1.75, 1, 25])
        #expect(builder.filled.map(\.feature) == ["bmi"])
        #expect(builder.terms.filter { $0.name.hasSuffix("missing") }.map(\.name) == ["bmi: missing"])
    }

    @Test("fills in what is missing with the mean")
    func filled() throws {
        let builder = BasisBuilder(
            .plain, matrix: matrix, levels: [[], [], [], ["a", "b", "c"], []], problems: Problems(),
            quantiles: { _, _ in [] })
        #expect(builder.features[4].missingAs == 25)
        #expect(builder.features[0].missingAs == nil)
        #expect(builder.filled.map(\.feature) == ["bmi"])
    }

    @Test("tells every mistake, its place, and what is allowed")
    func mistakes() throws {
        let expected =
            "\"as\": expected itself, levels, spline K, pieces K (3 to 7 knots) or transforms joined by \"then\": "
            + Transform.forms
        #expect(
            try sentences(
                """
                - { features: age, as: spline 9 }
                - { features: age, as: logarithm }
                - { product: [age] }
                - { product: [age, bmi], as: log1p }
                - { feature: age }
                """) == [
                    "d.yaml:1:24: " + expected, "d.yaml:2:24: " + expected, "d.yaml:3:14: a product is of two features",
                    "d.yaml:4:30: \"as\" has no use in this rule",
                    "d.yaml:5:5: unknown key \"feature\"; allowed here: features, as, product, screen, among",
                    "d.yaml:5:3: a rule has features, product or screen",
                ])
        #expect(throws: SettingsRefused.self) { try terms("- { product: [age, weight] }") }
        #expect(
            try sentences("- { product: [age, age] }") == [
                "d.yaml:1:14: a product is of two features that differ; for a curve use spline or pieces"
            ])
    }

    @Test("makes no more products than a model can have terms")
    func tooMany() throws {
        var wide = FeatureMatrix(columns: Self.columns((0..<142).map { "x\($0)" }))
        wide.append(row: [Double](repeating: 1, count: 142))
        let problems = Problems()
        _ = BasisBuilder(
            try basis("- { product: [\"*\", \"*\"] }"), matrix: wide, levels: wide.columns.map { _ in [] },
            problems: problems
        ) { _, _ in [] }
        #expect(
            problems.all.map(\.description) == [
                "d.yaml:1:14: makes up to 10011 products; a model has at most 10000 terms"
            ])
    }

    @Test(
        "makes curves and products of numbers alone, and levels of words alone",
        arguments: [
            (
                "- { features: smoking, as: log1p }",
                "d.yaml:1:15: \"smoking\" is of words: it comes as levels, or missing"
            ),
            (
                "- { features: \"*\", as: spline 3 }",
                "d.yaml:1:15: \"smoking\" is of words: it comes as levels, or missing"
            ),
            ("- { features: age, as: levels }", "d.yaml:1:15: \"age\" is of numbers, which have no levels"),
            ("- { product: [age, smoking] }", "d.yaml:1:14: \"smoking\" is of words: a product is of numbers"),
        ])
    func kinds(text: String, sentence: String) {
        #expect {
            try terms(text)
        } throws: {
            ($0 as? SettingsRefused)?.description == sentence
        }
    }
}
