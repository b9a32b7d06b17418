import Foundation
import ReadyTables
import Scoring
import TestSupport
import Testing
import Training

@testable import Pipeline

/// A table of 300 made-up rows with a column of regions, NA among them.
@Suite("The words of a ready table, from the fit to the score")
final class TableWordsTests {
    private let folder = TestFolder.path("table-words")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    /// - Parameter last: the last of the rows, which is of the split `test`.
    private func train(_ table: String, _ more: String = "", last: String = "", notes: Notes = Notes()) async throws {
        var rows = ["person_id,outcome,split,region,age"]
        for row in 0..<300 {
            let region = ["EU", "NA", "AS", "EU"][row % 4]
            let outcome = (row * 7) % 10 < (region == "NA" ? 7 : 3) ? 1 : 0
            let age = row % 50 == 0 ? "." : "\(20 + row * 11 % 61)"
            rows.append("p\(row),\(outcome),\(row % 3 == 0 ? "test" : "train"),\(region),\(age)")
        }
        try write(rows.joined(separator: "\n") + "\n" + last, "table.csv")
        try write(
            """
            design: m
            version: 1.0.0
            table: { id: person_id, outcome: outcome, \(table) }
            ridge: 0.001
            \(more)
            """, "design.yaml")
        try await TableTrainingRun(design: path("design.yaml"), threads: 1, progress: notes.progress)
            .run(table: path("table.csv"), to: path("model"))
    }

    /// What `score` makes of rows of region and age.
    private func predictors(_ rows: [String], model: String = "model") async throws -> [Double] {
        let lines = rows.enumerated().map { "p\($0),\($1)\n" }.joined()
        try write("person_id,region,age\n" + lines, "few.csv")
        try await TableScoring(model: path(model)).run(
            table: path("few.csv"), id: "person_id", to: path("scores.csv"), threads: 1, progress: Sample.silent)
        return try String(contentsOfFile: path("scores.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
            .map { try #require(Double(Sample.fields($0)[2])) }
    }

    @Test("score as the design says which of them stand for no value")
    func missingWords() async throws {
        try await train("ignore: [split], missing: [\".\"]")
        let model = try ModelFolder.model(at: path("model"))
        #expect(model.features.map(\.name) == ["region", "age"] && model.features[0].levels == ["AS", "EU", "NA"])
        let age = try #require(model.features[1].missingAs)
        // The definition, written out: a word is its place among the levels, and a missing age its stand-in.
        let places = [1.0, 2, 0]
        let expected = places.map { model.linearPredictor(of: [$0, 40]) } + [model.linearPredictor(of: [2, .nan])]
        let found = try await predictors(["EU,40", "NA,40", "AS,40", "NA,."])
        for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-12) }
        #expect(found.count == 4 && Set(found).count == 4 && age.isFinite)

        // Without its design, the model itself knows its words; what else stands for no value, it cannot.
        try FileManager.default.removeItem(atPath: path("model/design.yaml"))
        #expect(try await predictors(["EU,40", "NA,40", "AS,40"]) == Array(found[..<3]))
        #expect(try await predictors(["NA,40"], model: "model/model.json") == [found[1]])
        let error = await #expect(throws: ReadyTableError.self) { _ = try await predictors(["EU,."]) }
        #expect(error?.description.hasPrefix("few.csv: line 2, column age: not a number") == true)
    }

    @Test("are a model's where rows of its fit hold them, and others are refused where they are to be scored")
    func wordsOfFit() async throws {
        let split = "missing: [\".\"], predictors: [region, age]"
        let error = await #expect(throws: ReadyTableError.self) {
            try await train(split, "train: split = train\ntest: split = test\n", last: "q,0,test,zz,40\n")
        }
        #expect(
            error?.description
                == "table.csv: line 302, column region: a word that no row of the fit has, so that the model will not know "
                + "it; map it to one that they have, or to an empty field")
        #expect(error.map { ExitStatus.code(of: $0) } == 65)
        #expect(!FileManager.default.fileExists(atPath: path("model/model.json")))

        // Where the row is not to be scored, it does not matter, and the model does not know its word.
        try await train(split, "train: split = train\n", last: "q,0,test,zz,40\n")
        #expect(try ModelFolder.model(at: path("model")).features[0].levels == ["AS", "EU", "NA"])
        await #expect(throws: ReadyTableError.self) { _ = try await predictors(["zz,40"]) }
    }

    @Test("that choose the rows are no predictors, which is told")
    func conditions() async throws {
        let notes = Notes()
        try await train("missing: [\".\"]", "train: split = train and age >= 30\n", notes: notes)
        #expect(try ModelFolder.model(at: path("model")).features.map(\.name) == ["region"])
        #expect(
            notes.all.contains(
                "no predictors, since train or test names them: age, split; one that is to be one is named under "
                    + "predictors, with the others"))
        func note(_ table: String) throws -> String? {
            try TableDesign(
                text: "design: d\nversion: 1.0.0\ntable: { id: i, outcome: y, \(table) }\ntrain: age >= 30\n",
                file: "d.yaml"
            ).conditionNote
        }
        #expect(try note("weight: w") != nil)
        for table in ["groups: age", "categorical: age", "predictors: [age]"] { #expect(try note(table) == nil) }
    }
}
