import Foundation
import Scoring
import Testing

@testable import Pipeline

@Suite struct FailedRunTests {
    /// Runs, expects a failure, and gives its sentence and exit code.
    private func failure(_ sample: Sample, isDemonstration: Bool = true) async throws -> (sentence: String, code: Int32)
    {
        do {
            try await sample.run(isDemonstration: isDemonstration)
        } catch {
            return ("\(error)", ExitStatus.code(of: error))
        }
        Issue.record("the run succeeded")
        return ("", 0)
    }

    private func lastAttempt(_ sample: Sample) throws -> [String: Any] {
        try #require(sample.status()["last_attempt"] as? [String: Any])
    }

    @Test("A model of people who do not exist ranks nobody unless --demo is said, and the status tells")
    func syntheticModel() async throws {
        let sample = try Sample()
        let first = try await sample.run()
        let end = try await failure(sample, isDemonstration: false)
        #expect(end.code == 78)
        #expect(end.sentence == "\(PipelineError.syntheticModel(model: "emergency-admission-12m/1.1.0"))")
        #expect(sample.latest.lastPathComponent == first)
        let attempt = try lastAttempt(sample)
        #expect(attempt["exit_code"] as? Int == 78 && attempt["reason"] as? String == end.sentence)
        #expect((try sample.status()["last_success"] as? [String: Any])?["run"] as? String == first)
    }

    @Test("A model of people who do not exist ranks nobody after a way out and in as a table of coefficients, either")
    func launderedModel() async throws {
        let sample = try Sample()
        let table = sample.folder.appending(path: "exported.csv")
        try ModelExport(model: Sample.modelFolder.path).text(as: .csv)
            .write(to: table, atomically: true, encoding: .utf8)
        let imported = sample.folder.appending(path: "SampleData/imported")
        try ModelImport(path: table.path, definitions: .catalogue("default"))
            .run(name: "emergency-admission-12m", version: "9", score: .risk, to: imported.path)
        try sample.edit { "models: { emergency-admission-12m: imported }\n" + $0 }
        let end = try await failure(sample, isDemonstration: false)
        #expect(end.code == 78)
        #expect(end.sentence == "\(PipelineError.syntheticModel(model: "emergency-admission-12m/9"))")
        // Exported once more, it still says so.
        #expect(try ModelExport(model: imported.path).text(as: .csv).contains("\n# synthetic: true\n"))
        let card = try String(contentsOf: imported.appending(path: "CARD.md"), encoding: .utf8)
        #expect(card.contains("of people who do not exist"))
    }

    @Test("A model that gives no number for somebody's score ranks nobody")
    func noNumber() async throws {
        let sample = try Sample()
        let first = try await sample.run()
        let folder = sample.folder.appending(path: "model")
        // Its terms are features as they are.
        try FileManager.default.copyItem(
            at: Sample.repository.appending(path: "Models/emergency-admission-12m/1.0.0"), to: folder)
        var model = try ModelFolder.model(at: folder.path)
        // Each a number, and of either sign: what they make of an age over 65 is infinity less infinity.
        model.terms[0].coefficient = 1.7e308
        model.terms[1].coefficient = -1.7e308
        // A vector that has the mean of both is spared it.
        var values = model.goldenVectors[0].values
        for term in model.terms[..<2] {
            values[try #require(model.features.firstIndex { $0.name == term.basis.inputs[0].feature })] = term.mean
        }
        model.goldenVectors = [GoldenVector(values: values, linearPredictor: model.linearPredictor(of: values))]
        try model.json(file: "model.json").write(to: folder.appending(path: "model.json"))
        try sample.edit { "models: { emergency-admission-12m: \(folder.path) }\n" + $0 }
        let end = try await failure(sample)
        #expect(end.code == 70)
        #expect(end.sentence.contains(#/^emergency-admission-12m\/1\.0\.0: the score of [0-9]+ people is no number/#))
        #expect(sample.latest.lastPathComponent == first)
    }

    @Test("A model with an offset, which extracts do not have, is refused before a run")
    func offset() async throws {
        let sample = try Sample()
        let model = sample.folder.appending(path: "SampleData/model")
        try FileManager.default.copyItem(at: Sample.modelFolder, to: model)
        let file = model.appending(path: "model.json")
        try String(contentsOf: file, encoding: .utf8)
            .replacing("\"link\" : \"logit\",", with: "\"link\" : \"logit\", \"offset\" : \"off\",")
            .write(to: file, atomically: true, encoding: .utf8)
        try sample.edit { "models: { emergency-admission-12m: model }\n" + $0 }
        let end = try await failure(sample)
        #expect(end.code == 78)
        #expect(
            end.sentence
                == "emergency-admission-12m/1.1.0/model.json: the model adds the offset off, a column of a ready table, "
                + "which extracts do not have; score tables by it (`anticipate score`), or train it without")
    }

    @Test("Nothing is made in an output directory that is not there where the settings are refused")
    func noOutput() async throws {
        let sample = try Sample()
        #expect(try await failure(sample, isDemonstration: false).code == 78)
        #expect(!FileManager.default.fileExists(atPath: sample.output))
    }

    @Test("A day before all that happened is taken for a wrong index date: the lists of before stand")
    func nothingBefore() async throws {
        let sample = try Sample()
        let first = try await sample.run()
        let error = await #expect(throws: PipelineError.self) { try await sample.run("1990-04-01") }
        #expect("\(try #require(error))".hasPrefix("nothing in the extracts is dated before the index date 1990-04-01"))
        #expect(sample.latest.lastPathComponent == first)
    }

    @Test("Without opt-outs nobody is listed")
    func optOuts() async throws {
        let sample = try Sample()
        let first = try await sample.run()
        try sample.edit {
            $0.replacing(
                "  - table: opt_outs\n    files: \"extracts/opt_outs.csv.gz\"\n    extracted_on: 2025-04-01\n", with: ""
            )
        }
        let end = try await failure(sample)
        #expect(end.code == 78)
        #expect(
            end.sentence.hasSuffix(
                "there is no source for the table opt_outs, without which nobody may be listed; add it, or declare "
                    + "opt_outs: applied_upstream: with by, evidence and on"))
        #expect(sample.latest.lastPathComponent == first)
    }

    @Test("A missing extract ends with 66, an extract without its header with 65, naming none of its values")
    func extracts() async throws {
        let sample = try Sample()
        try await sample.run()
        let file = sample.folder.appending(path: "SampleData/extracts/opt_outs.csv.gz")
        let rows = try Sample.text(file).split(separator: "\n").dropFirst()
        try FileManager.default.removeItem(at: file)
        let missing = try await failure(sample)
        #expect(missing.code == 66)
        #expect(missing.sentence == "source opt_outs: extracts/opt_outs.csv.gz: there is no such file")

        try sample.edit { $0.replacing("opt_outs.csv.gz", with: "opt_outs.csv") }
        try rows.joined(separator: "\n").write(to: file.deletingPathExtension(), atomically: true, encoding: .utf8)
        let headless = try await failure(sample)
        #expect(headless.code == 65)
        #expect(
            headless.sentence
                == "extracts/opt_outs.csv:1: the first line does not name the mapping's columns; a file without a "
                + "header needs header: with the list of its columns")
        #expect(try lastAttempt(sample)["exit_code"] as? Int == 65)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sample.output + "/runs").count == 1)
    }

    @Test("Of several problems the status tells the first and how many there are more")
    func settings() async throws {
        let sample = try Sample()
        try await sample.run()
        try sample.edit { $0.replacing("programmes: [most-complex-4pc]", with: "programmes: [no-such]\ncolour: red") }
        #expect(try await failure(sample).code == 78)
        let reason = try #require(try lastAttempt(sample)["reason"] as? String)
        #expect(reason.hasPrefix("configuration.yaml:") && reason.contains("unknown key \"colour\""))
        #expect(!reason.contains("\n"))
    }

    @Test("Every sentence of the pipeline, word for word, and its exit code", arguments: sentences)
    func sentence(error: PipelineError, text: String, code: Int32) {
        #expect("\(error)" == text)
        #expect(ExitStatus.code(of: error) == code)
    }

    private static let sentences: [(PipelineError, String, Int32)] = [
        (
            .noDesign(file: "a.yaml"),
            "a.yaml: there is no such design; `Models/designs` has some to copy, ready-table.yaml among them for a table",
            66
        ),
        (.noConfiguration(file: "a.yaml"), "a.yaml: there is no such configuration; `anticipate init` writes one", 66),
        (
            .noModelsFolder,
            "the folder of catalogues, code lists and models was not found beside the program; name it as models_folder in the configuration",
            78
        ),
        (.unreadable(file: "a.yaml"), "a.yaml: cannot be read", 66),
        (.notADate(option: "--index-date"), "--index-date must be a date as YYYY-MM-DD", 64),
        (
            .syntheticModel(model: "m/1"),
            "the model m/1 was trained on people who do not exist and ranks nobody real; train it on local data, or say --demo to see lists that are marked as a demonstration",
            78
        ),
        (
            .unavailableFeatures(features: [("a", "no x"), ("b", "no y")]),
            "features that are not available: a (no x); b (no y)", 78
        ),
        (.noOutcome(reason: "there is no outcome"), "there is no outcome", 65),
        (
            .otherKey,
            "the published run's ids are not under tonight's key: nobody of the last issue would be known to stay, no list could be held and no review would be remembered; restore the key, or say --new-key",
            78
        ),
        (
            .runOfOtherKey(run: "r"),
            "the ids of run r are not under the key of this configuration; take the configuration that it was made by",
            78
        ),
        (
            .optOutKindCollapsed(kind: "type1", before: 50, now: 40),
            "the opt-outs of the kind type1 fell from 50 to 40 rows, by a fifth or more; if that is right, say `run --accept-changes`",
            65
        ),
        (
            .nothingToHold(source: "gp_events", age: 31, maximum: 7),
            "the source gp_events is 31 days old, and past 7 its lists are to be held (when_too_old: hold), but there are "
                + "none of before; if lists of it are right, say `run --accept-changes`",
            65
        ),
        (
            .drifted(warnings: ["m/1: They have shifted.", "n/1: They too."]),
            "m/1: They have shifted. n/1: They too. The configuration says when_drifted: refuse. Train it again; until then "
                + "`run --accept-drift` makes tonight's lists, and when_drifted: warn every night's",
            65
        ),
        (
            .objectorsCollapsed(kind: nil, before: 50, now: 40),
            "the registered people who object fell from 50 to 40, by a fifth or more, in practices that are as they were, "
                + "however many rows there are; if that is right, say `run --accept-changes`",
            65
        ),
        (
            .objectorsCollapsed(kind: "national", before: 50, now: 40),
            "the registered people whom the opt-outs have under the kind national fell from 50 to 40, by a fifth or more, "
                + "in practices that are as they were, however many rows there are; if that is right, say `run --accept-changes`",
            65
        ),
        (
            .purgedInPart(taken: "taken out of 1 of 3 runs, and of 0 archives", runs: ["a", "b"]),
            "taken out of 1 of 3 runs, and of 0 archives; the ids of a, b are not under the key of this configuration, and the person may be in them: purge with the configuration that they were made by, or prune them",
            78
        ),
        (
            .nobodyPurged(runs: 2),
            "nobody of this id is in any of 2 runs, or in the archives named: it may be mistyped, or was purged before; nothing was taken out",
            66
        ),
        (.noArchives(folder: "kept"), "kept: there is no such folder of archives, or it cannot be read", 66),
        (
            .authorisationOfOthers(file: "auth.yaml"),
            "auth.yaml: it must be its user's own, or root's, and nobody else may write it: chown it, and chmod go-w",
            77
        ),
        (.noPseudonyms, "the ids of this configuration go out as they came: there is nothing to join back", 78),
        (.noSuchPractice, "the run has no such practice", 66),
        (.notAccountable(option: "--user", .empty), "--user must say something: the audit log keeps it", 64),
        (
            .notAccountable(option: "--purpose", .namesPatient),
            "--purpose looks as if it named a patient, and the audit log must not; say it without", 64
        ),
        (
            .noAuthorisation(file: "auth.yaml"),
            "auth.yaml: there is no such authorisation; whoever answers for the lists writes one",
            66
        ),
        (.authorisationPast(until: "2025-01-01"), "the authorisation held until 2025-01-01; have it renewed", 77),
        (
            .nothingBefore(indexDate: "1950-04-01", firstDay: "2021-03-02"),
            "nothing in the extracts is dated before the index date 1950-04-01: the first event is of 2021-03-02; is the "
                + "index date the right one?", 65
        ),
        (.nobodyScored, "nobody is registered on the index date: is it the right one?", 65),
        (
            .noIndexDate(design: "d"),
            "the design d names no index date to train on: add index_dates, or say --index-date", 64
        ),
        (
            .indexDateOfDischarges(design: "d"),
            "the design d has a row for each discharge: it takes its days from there, not from --index-date", 64
        ),
        (.notConverged(gradientNorm: 0.5), "the fit did not converge: its gradient norm is 0.5", 65),
        (
            .peopleNotConserved(difference: 2),
            "2 people are neither scored nor under a reason; this is a fault of the program", 70
        ),
        (
            .cohortNotConserved(programme: "p", difference: 2),
            "p: 2 people are under no heading; this is a fault of the program", 70
        ),
        (
            .scoresNotNumbers(model: "m/1", people: 3),
            "m/1: the score of 3 people is no number, so that they have no place in a ranking; correct the model's "
                + "numbers, or the definitions of its features", 70
        ),
        (.runNotVerified(run: "r", problems: ["a", "b"]), "the run r does not verify:\na\nb", 65),
        (.noRun, "no run is published yet", 66),
        (.notARun(text: "x"), "\"x\" is no run's id; `runs` in the output directory has them", 64),
        (.outputExists(file: "a"), "a: is there already; name another, or remove it", 73),
        (.noExtractsFound(folder: "f"), "f: no file in it is recognised as an extract", 66),
        (
            .noTestDate(design: "d"),
            "the design d names no later rows to evaluate on: add test_index_dates, or say --index-date", 64
        ),
        (.noDesignToCompareBy, "name a --design, since neither of the two is a model's folder", 64),
        (
            .rowsDiffer, "the two models' catalogues do not give the same rows, so that they cannot be compared", 65
        ),
        (
            .scoresDiffer(file: "s.csv", line: 4),
            "s.csv: line 4: the id stands above with another score; give one score a person, or say of which row each is "
                + "in a column index_date", 65
        ),
        (.scoreWithoutDate(file: "s.csv", line: 4), "s.csv: line 4, column index_date: a date is YYYY-MM-DD", 65),
        (
            .scoresUndated(file: "s.csv"),
            "s.csv: people are rows on several index dates, and the scores do not say on which they were made; add a "
                + "column index_date, YYYY-MM-DD", 65
        ),
        (
            .scoresDated(file: "s.csv"),
            "s.csv: has a column index_date, and the rows that are compared have no dates; leave it out, or name the "
                + "table's column of dates in its design, under groups or in test", 65
        ),
        (
            .scoresOfOtherRows(file: "s.csv", rows: ["2024-04-01", "2025-04-01"]),
            "s.csv: no score is of the rows that are compared, those of 2024-04-01, 2025-04-01; score these", 65
        ),
        (
            .separated,
            "the terms tell the outcomes of all rows apart, so that without a penalty there is no fit: the coefficients "
                + "grow without end; give a penalty, or leave out the column that tells the outcome", 65
        ),
        (.noRows(file: "t.csv", rows: "split = test"), "t.csv: no row is one of: split = test", 65),
        (.noCaseload, "the design asks who was on a caseload, and the run has no source of caseload", 78),
        (.notARisk(model: "m"), "the model m gives points, which have no calibration", 78),
        (
            .slopeNotPositive(model: "m"),
            "among these rows a higher score of m goes with a lower risk: it cannot be recalibrated", 65
        ),
        (.noModel(file: "m"), "m: there is no such model; `anticipate train` or `import` makes one", 66),
        (
            .featuresUnknown(features: ["a", "b"]),
            "the catalogue has no a, b; name its features, or say --ready-table", 78
        ),
        (
            .valueMissing(file: "t.csv", line: 3, columns: ["a"]),
            "t.csv: line 3 has no value of a, and the model has no stand-in for one; give the value, or missing_as in "
                + "the model", 65
        ),
        (
            .noArchive(date: "2024-04-01", dates: []), "there is no archive of 2024-04-01; the folder holds none", 66
        ),
        (
            .noArchive(date: "2024-04-01", dates: ["2023-04-01", "2023-05-01"]),
            "there is no archive of 2024-04-01; there are those of 2023-04-01, 2023-05-01", 66
        ),
        (
            .archiveUnusable(date: "2024-04-01", .format(2)),
            "the archive of 2024-04-01 cannot be used: it is of format 2, and this program reads 1", 65
        ),
        (
            .archiveUnusable(date: "2024-04-01", .changed(file: "features.csv.gz")),
            "the archive of 2024-04-01 cannot be used: features.csv.gz is not as it was written", 65
        ),
        (
            .archiveUnusable(date: "2024-04-01", .ofAnotherDate),
            "the archive of 2024-04-01 cannot be used: its archive.json is of another date", 65
        ),
        (
            .archiveOfOtherFeatures(date: "2024-04-01", features: ["a", "b"]),
            "the archive of 2024-04-01 has other definitions of a, b than the catalogue; take the catalogue and the code lists of then, or leave these features out",
            78
        ),
        (
            .archiveOfDischarges(design: "d"),
            "the design d has a row for each discharge, and an archive holds index dates alone: leave out --archive", 64
        ),
        (
            .programmeOfDischarges(design: "d"),
            "the design d has a row for each discharge, and a programme chooses on an index date: leave out "
                + "--programme", 64
        ),
        (.noSuchGroup(name: "g"), "reading_group: there is no group \"g\" on this machine", 77),
    ]
}
