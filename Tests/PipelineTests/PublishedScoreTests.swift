import Foundation
import Pipeline
import Scoring
import TestSupport
import Testing

/// `PublishedScores/make.py` made the rows and what they score.
@Suite("A published score of the models folder")
struct PublishedScoreTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let expected = repository.appending(path: "Tests/PipelineTests/PublishedScores")

    static let models = [
        "charlson/2011", "cha2ds2vasc/2010", "lace/2010", "hospital/2016", "parr-30/2012", "cambridge-diabetes/2000",
        "efi-categories/2016",
    ]

    private struct Rows {
        let names: [String]
        let rows: [[String]]

        init(_ name: String) throws {
            let text = try String(contentsOf: expected.appending(path: "\(name).csv"), encoding: .utf8)
            let lines = text.split(separator: "\n").map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            names = lines[0]
            rows = Array(lines.dropFirst())
        }
    }

    @Test("is what an independent calculation finds, to 1e-9", arguments: models)
    func score(folder: String) throws {
        let path = Self.repository.appending(path: "Models/\(folder)/model.json")
        let model = try RiskModel(json: Data(contentsOf: path), file: folder)
        let rows = try Rows(model.name)
        let places = model.features.map { rows.names.firstIndex(of: $0.name)! }
        let expected = rows.names.firstIndex(of: "expected")!
        #expect(rows.rows.count > 30)
        for row in rows.rows {
            let values = zip(model.features, places).map { feature, place in
                feature.levels.firstIndex(of: row[place]).map(Double.init) ?? Double(row[place])!
            }
            #expect(abs(model.score(model.linearPredictor(of: values)) - Double(row[expected])!) < 1e-9)
        }
    }

    @Test("is made by the table of coefficients beside it, and its card tells source and licence", arguments: models)
    func made(folder: String) throws {
        let path = Self.repository.appending(path: "Models/\(folder)")
        let model = try RiskModel(json: Data(contentsOf: path.appending(path: "model.json")), file: folder)
        let definitions: ModelImport.Definitions =
            model.name == "cha2ds2vasc" ? .catalogue("default") : .readyTable
        let out = TestFolder.path("scores").path
        defer { try? FileManager.default.removeItem(atPath: out) }
        try ModelImport(path: path.appending(path: "coefficients.csv").path, definitions: definitions)
            .run(
                name: model.name, version: model.version, score: model.link == .logit ? .risk : .points, to: out)
        for file in ["model.json", "CARD.md"] {
            #expect(
                try Data(contentsOf: path.appending(path: file)) == Data(contentsOf: URL(filePath: out + "/" + file)))
        }
        let card = try String(contentsOfFile: out + "/CARD.md", encoding: .utf8)
        #expect(card.contains("- **Source**: ") && card.contains("- **Licence**: "))
    }

    @Test("comes as SQL with a warning of databases that do not tell of a column that is not there")
    func sqlHead() throws {
        let export = try ModelExport(model: Self.repository.appending(path: "Models/lace/2010").path)
        let text = try export.text(as: .sql)
        #expect(text.hasPrefix("/* See that the table has every column below. SQLite tells nothing"))
        #expect(text.contains("SET sql_mode = 'ANSI_QUOTES'. */\nCASE"))
        #expect(try !export.text(as: .tsql).contains("/*"))
    }

    @Test("refuses a word where it takes a number, and tells line, column and what is allowed")
    func wordForNumber() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let table = folder.appending(path: "lace.csv").path
        try "person_id,length_of_stay_days,acute_admission,charlson_score,emergency_visits_6m\na,3,TRUE,1,0\n"
            .write(toFile: table, atomically: false, encoding: .utf8)
        let scoring = try TableScoring(model: Self.repository.appending(path: "Models/lace/2010").path)
        await #expect {
            try await scoring.run(
                table: table, id: "person_id", to: folder.appending(path: "scores.csv").path, threads: 1,
                progress: Sample.silent)
        } throws: {
            "\($0)" == "lace.csv: line 2, column acute_admission: not a number, such as 3 or -2.5; a flag is 1 or 0"
        }
    }

    @Test("scores a ready table row by row, and refuses a row without a value")
    func table() async throws {
        let folder = TestFolder.path("scores")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rows = try Rows("cambridge-diabetes")
        var text = (["person_id"] + rows.names).joined(separator: ",") + "\n"
        for (place, row) in rows.rows.enumerated() { text += "p\(place)," + row.joined(separator: ",") + "\n" }
        let table = folder.appending(path: "table.csv").path
        try text.write(toFile: table, atomically: false, encoding: .utf8)
        let scoring = try TableScoring(
            model: Self.repository.appending(path: "Models/cambridge-diabetes/2000").path)
        let out = folder.appending(path: "scores.csv").path
        try await scoring.run(table: table, id: "person_id", to: out, threads: 2, progress: Sample.silent)
        let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
        #expect(lines[0] == "person_id,score,linear_predictor" && lines.count == rows.rows.count + 1)
        for (line, row) in zip(lines.dropFirst(), rows.rows) {
            #expect(abs(Double(line.split(separator: ",")[1])! - Double(row.last!)!) < 1e-9)
        }

        try (text + "x,1,0,0,50,,none,never,0\n").write(toFile: table, atomically: false, encoding: .utf8)
        let error = await #expect(throws: PipelineError.self) {
            try await scoring.run(
                table: table, id: "person_id", to: folder.appending(path: "more.csv").path, threads: 1,
                progress: Sample.silent)
        }
        #expect(
            error?.description
                == "table.csv: line 302 has no value of bmi, and the model has no stand-in for one; give the value, or "
                + "missing_as in the model")
    }
}
