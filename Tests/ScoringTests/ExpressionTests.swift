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
                #expect(abs(score - model.score(CurvedExample.linearPredictor(row))) < 1e-12)
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
            #expect(abs(score - model.score(CurvedExample.linearPredictor(row) - 0.75)) < 1e-12)
        }
        #expect(model.formula.contains("\n  + log exposure, the offset\n"))
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

                """)
        #expect(
            try model.coefficientTable() == [
                ["features", "transforms", "coefficient", "mean", "scale", "missing_as", "levels"],
                ["(intercept)", "logit", "-2.0", "", "", "", ""], ["age", "", "0.5", "50.0", "20.0", "", ""],
                ["visits * age", "cap 10 then log1p * ", "0.25", "", "", "0.0 * ", ""],
            ])
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
        database.create_function("LN", 1, math.log)
        database.create_function("EXP", 1, math.exp)
        columns = ", ".join('"%s" REAL' % name for name in task["columns"])
        database.execute("CREATE TABLE t (%s)" % columns)
        marks = ", ".join("?" * len(task["columns"]))
        database.executemany("INSERT INTO t VALUES (%s)" % marks, task["rows"])
        print(json.dumps([row[0] for row in database.execute("SELECT %s FROM t" % task["sql"])]))
        """

    static func evaluate(_ sql: String, columns: [String], rows: [[Double]]) throws -> [Double] {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let values = rows.map { row in row.map { $0.isNaN ? NSNull() as Any : $0 as Any } }
        let task: [String: Any] = ["sql": sql, "columns": columns, "rows": values]
        try input.fileHandleForWriting.write(contentsOf: JSONSerialization.data(withJSONObject: task))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([Double].self, from: data)
    }
}
