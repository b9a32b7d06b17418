import FeatureData
import Foundation
import Scoring
import Testing

@Suite("A model written out for other programs")
struct ExpressionTests {
    @Test("as SQL gives the same score in a database", .enabled(if: SQLite.isPresent, "python3 is absent"))
    func sql() throws {
        var isotonic = CurvedExample.model
        isotonic.calibration = .isotonic(predictors: [-4, -2, 1], risks: [0.01, 0.1, 0.6])
        var linear = CurvedExample.model
        linear.calibration = .linear(intercept: 0.25, slope: 0.8)
        for model in [CurvedExample.model, isotonic, linear] {
            let names = model.features.map(\.name)
            let scores = try SQLite.evaluate(model.sql(), columns: names, rows: CurvedExample.rows)
            #expect(scores.count == CurvedExample.rows.count)
            for (score, row) in zip(scores, CurvedExample.rows) {
                #expect(abs((score ?? .nan) - model.score(CurvedExample.linearPredictor(row))) < 1e-12)
            }
        }
    }

    @Test("adds the offset before the calibration", .enabled(if: SQLite.isPresent, "python3 is absent"))
    func offset() throws {
        var model = CurvedExample.model
        model.calibration = .linear(intercept: 0.25, slope: 0.8)
        model.offset = "log exposure"
        let scores = try SQLite.evaluate(
            model.sql(), columns: model.features.map(\.name) + ["log exposure"],
            rows: CurvedExample.rows.map { $0 + [-0.75] })
        #expect(scores.count == CurvedExample.rows.count)
        for (score, row) in zip(scores, CurvedExample.rows) {
            #expect(abs((score ?? .nan) - model.score(CurvedExample.linearPredictor(row) - 0.75)) < 1e-12)
        }
        #expect(model.formula.contains("\n  + log exposure, the offset\n"))
    }

    private static let chains: [[Transform]] = [
        [], [.log1p], [.cap(most: 2)], [.above(knot: 1)], [.below(knot: 1)], [.equals(3)],
        [.steps(edges: [1], values: [0, 2])], [.spline(knots: [0, 1, 2], part: 0)], [.cap(most: 2), .log1p],
    ]

    /// A model of one term of one feature.
    private func single(_ feature: RiskModel.Feature, _ transforms: [Transform]) -> RiskModel {
        RiskModel(
            name: "single", version: "1", link: .identity, intercept: 0.5, features: [feature],
            terms: [.init(BasisTerm(name: "t", inputs: [.init(feature.name, transforms)]), coefficient: 2)])
    }

    @Test(
        "as SQL is NULL where a value is missing that nothing stands for, whatever is done to it",
        .enabled(if: SQLite.isPresent, "python3 is absent"), arguments: chains)
    func missingValue(transforms: [Transform]) throws {
        func scores(_ model: RiskModel) throws -> [Double?] {
            try SQLite.evaluate(model.sql(), columns: ["x"], rows: [[3], [.nan]])
        }
        for calibration in [RiskModel.Calibration.identity, .isotonic(predictors: [-1, 1], risks: [0.2, 0.4])] {
            var model = single(.init(name: "x", fingerprint: "f"), transforms)
            model.calibration = calibration
            let without = try scores(model)
            #expect(without.count == 2 && without[0] != nil && without[1] == nil)
            model.features[0].missingAs = 3
            let filled = try scores(model)
            #expect(filled[0] != nil && filled[0] == filled[1])
        }
    }

    @Test(
        "as SQL has a score where it only asks whether a value is missing",
        .enabled(if: SQLite.isPresent, "python3 is absent"))
    func askedMissing() throws {
        let model = single(.init(name: "x", fingerprint: "f"), [.missing])
        #expect(try SQLite.evaluate(model.sql(), columns: ["x"], rows: [[3], [.nan]]) == [0.5, 2.5])
    }

    @Test(
        "as SQL is NULL for a word that the model does not know, and for an offset that is missing",
        .enabled(if: SQLite.isPresent, "python3 is absent"))
    func unknownWord() throws {
        var model = single(
            .init(name: "smoking", fingerprint: "s", levels: ["don't know", "ex"]), [.equals(1)])
        func scores(_ more: [(String, String)] = [], _ cells: [[Any]]) throws -> [Double?] {
            try SQLite.evaluate(model.sql(), columns: [("smoking", "TEXT")] + more, cells: cells)
        }
        let words: [[Any]] = [["ex"], ["don't know"], ["vaping"], [NSNull()]]
        #expect(try scores([], words) == [2.5, 0.5, nil, nil])
        model.features[0].missingAs = -1
        #expect(try scores([], words) == [2.5, 0.5, nil, 0.5])
        model.offset = "off"
        model.calibration = .isotonic(predictors: [0, 10], risks: [0, 1])
        #expect(try scores([("off", "REAL")], [["ex", 0.0], ["ex", NSNull()]]) == [0.25, nil])
    }

    @Test(
        "as SQL takes digits in a column of texts for numbers, and compares them as such",
        .enabled(if: SQLite.isPresent, "python3 is absent"))
    func textColumns() throws {
        // Days of stay by LACE's steps (van Walraven and others, CMAJ 2010; 182: 551): 3 days are 3 points, 10 are 5.
        var model = single(
            .init(name: "x", fingerprint: "f"),
            [.steps(edges: [1, 2, 3, 4, 7, 14], values: [0, 1, 2, 3, 4, 5, 7])])
        func scores() throws -> [Double?] {
            try SQLite.evaluate(model.sql(), columns: [("x", "TEXT")], cells: [["3"], ["10"], ["0"], [NSNull()]])
        }
        #expect(try scores() == [6.5, 10.5, 0.5, nil])
        model.features[0].missingAs = 2
        #expect(try scores() == [6.5, 10.5, 0.5, 4.5])
    }

    @Test("as SQL multiplies no two columns of whole numbers, whose product might not fit")
    func wholeNumbers() {
        let model = RiskModel(
            name: "product", version: "1", link: .identity, intercept: 0,
            features: [.init(name: "a", fingerprint: "a"), .init(name: "b", fingerprint: "b", missingAs: 1)],
            terms: [.init(BasisTerm(name: "t", inputs: [.init("a"), .init("b")]), coefficient: 2)])
        for dialect in RiskModel.SQLDialect.allCases {
            #expect(model.sql(dialect).contains("((1e0 * \"a\") * COALESCE((1e0 * \"b\"), 1.0e0) - 0.0e0)"))
        }
    }

    @Test("spells the logarithm as SQL Server does where that is asked for")
    func dialect() {
        #expect(CurvedExample.model.sql(.tsql).contains("LOG(1e0 + "))
        #expect(!CurvedExample.model.sql(.tsql).contains("LN("))
    }

    @Test("as a formula names every term in its own units")
    func formula() throws {
        let model = RiskModel(
            name: "small", version: "2", link: .logit, intercept: -2,
            features: [.init(name: "age", fingerprint: "a"), .init(name: "visits", fingerprint: "v", missingAs: 0)],
            terms: [
                .init(BasisTerm("age"), coefficient: 0.5, mean: 50, scale: 20),
                .init(
                    BasisTerm(name: "v", inputs: [.init("visits", [.cap(most: 10), .log1p]), .init("age")]),
                    coefficient: 0.25),
            ])
        #expect(
            model.formula == """
                small 2

                risk = 1 / (1 + exp(-(predictor))), where
                predictor = -3.25
                  + 0.025 x age
                  + 0.25 x (visits: cap 10 then log1p) x age
                  visits is 0 where it is missing
                  cap 10 of v is the smaller of v and 10
                  log1p of v is ln(1 + [v])
                  [y] is y where it is above 0, else 0

                """)
        #expect(
            try model.coefficientTable() == [
                ["features", "transforms", "coefficient", "mean", "scale", "missing_as", "levels"],
                ["(intercept)", "logit", "-2.0", "", "", "", ""], ["age", "", "0.5", "50.0", "20.0", "", ""],
                ["visits * age", "cap 10 then log1p * ", "0.25", "", "", "0.0 * ", ""],
            ])
    }

    /// The spline is Harrell's (see `Transform.spline`), its knots written in.
    @Test("as a formula says how each transform is computed, once")
    func meanings() {
        let knots = [20.0, 45, 65, 80]
        let transforms: [Transform] = [
            .spline(knots: knots, part: 1), .above(knot: 2.5), .below(knot: 3),
            .steps(edges: [1, 3], values: [0, 2, 5]),
        ]
        let model = RiskModel(
            name: "small", version: "2", link: .logit, intercept: 0, features: [.init(name: "age", fingerprint: "a")],
            terms: (transforms + transforms).enumerated().map { place, transform in
                .init(BasisTerm(name: "t\(place)", inputs: [.init("age", [transform])]), coefficient: 1)
            })
        #expect(
            model.formula.hasSuffix(
                """
                  + 1 x (age: steps 0 | 1: 2 | 3: 5)
                  spline 20 45 65 80 part 1 of v is ([v - 45]^3 - ([v - 65]^3 x (80 - 45) - [v - 80]^3 x (65 - 45)) / \
                (80 - 65)) / (80 - 20)^2
                  above 2.5 of v is [v - 2.5]
                  below 3 of v is [3 - v]
                  steps 0 | 1: 2 | 3: 5 of v is 0 below 1, 2 from 1, 5 from 3
                  [y] is y where it is above 0, else 0

                """))
    }

    @Test("as a formula tells the word that stands for a missing one")
    func missingWord() {
        var model = single(.init(name: "region", fingerprint: "r", missingAs: 1, levels: ["EU", "AS"]), [.equals(0)])
        #expect(model.formula.hasSuffix("\n  + 2 x (region: is EU)\n  region is AS where it is missing\n"))
        model.features[0].missingAs = -1
        #expect(model.formula.hasSuffix("\n  region is none of its words where it is missing\n"))
    }

    @Test("writes transforms that it reads back, and reads no others")
    func transforms() {
        let all: [Transform] = [
            .log1p, .cap(most: 10), .above(knot: 65), .below(knot: 0.5), .equals(3), .missing,
            .spline(knots: [20, 45, 65, 80], part: 1), .steps(edges: [1, 3], values: [0, 2, 5]),
        ]
        for transform in all { #expect(Transform.list(transform.description) == [transform]) }
        #expect(Transform.list("cap 10 then log1p") == [.cap(most: 10), .log1p])
        #expect(Transform.list("") == [])
        let others = [
            "log", "cap", "cap x", "spline 20 45 part 0", "spline 20 45 65 part 1", "log1p then missing", "then log1p",
            "above nan",
            "cap 0x10",
        ]
        for text in others {
            #expect(Transform.list(text) == nil, "\(text)")
        }
    }
}

/// SQLite as Python's standard library has it: a database that is no code of ours.
private enum SQLite {
    static let python = "/usr/bin/python3"
    static let isPresent = FileManager.default.isExecutableFile(atPath: python)

    private static let script = """
        import json, math, sqlite3, sys
        task = json.load(sys.stdin)
        database = sqlite3.connect(":memory:")
        database.create_function("LN", 1, lambda x: None if x is None else math.log(x))
        database.create_function("EXP", 1, lambda x: None if x is None else math.exp(x))
        database.execute("CREATE TABLE t (%s)" % ", ".join(task["columns"]))
        marks = ", ".join("?" * len(task["columns"]))
        database.executemany("INSERT INTO t VALUES (%s)" % marks, task["rows"])
        print(json.dumps([row[0] for row in database.execute("SELECT %s FROM t" % task["sql"])]))
        """

    static func evaluate(_ sql: String, columns: [String], rows: [[Double]]) throws -> [Double?] {
        try evaluate(
            sql, columns: columns.map { ($0, "REAL") },
            cells: rows.map { row in
                row.map { $0.isNaN ? NSNull() as Any : $0 as Any }
            })
    }

    /// - Parameters:
    ///   - columns: names and types.
    ///   - cells: numbers, texts or null.
    static func evaluate(_ sql: String, columns: [(name: String, type: String)], cells: [[Any]]) throws -> [Double?] {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let definitions = columns.map { "\"\($0.name)\" \($0.type)" }
        let task: [String: Any] = ["sql": sql, "columns": definitions, "rows": cells]
        try input.fileHandleForWriting.write(contentsOf: JSONSerialization.data(withJSONObject: task))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([Double?].self, from: data)
    }
}
