import Evaluation
import Foundation
import Scoring
import Testing

@testable import Pipeline

/// An evaluation at programmes' own rules, held against the lists of a night.
@Suite("Evaluation at a programme's own rule")
struct ProgrammeRuleTests {
    private static let emergency: Set = ["21", "22", "23", "24", "25", "28", "2A", "2D"]
    private static let night = "2024-04-01"

    private static let programmes = [
        "share": "eligible: age >= 18\nselect: { share: 4% }\nexclude: [{ caseload: most-complex-4pc, as: known }]\n"
            + "after_review: { unsuitable: leave out for 365 days }",
        "capacity": "eligible: age >= 65\nselect: { per_practice: 40 }",
        "threshold": "eligible: age >= 18 and practice != Q10000\nselect: { risk_at_least: 0.25 }",
    ]

    /// A sample with these programmes.
    private func sample() throws -> Sample {
        let sample = try Sample()
        for (name, text) in Self.programmes {
            let whole = "title: By \(name)\nmodel: emergency-admission-12m/1.1.0\n\(text)\n"
            try whole.write(
                to: sample.folder.appending(path: "SampleData/\(name).yaml"), atomically: true, encoding: .utf8)
        }
        let names = Self.programmes.keys.sorted().map { $0 + ".yaml" }.joined(separator: ", ")
        try sample.edit { $0.replacing("programmes: [most-complex-4pc]", with: "programmes: [\(names)]") }
        return sample
    }

    /// The ids on a programme's lists of the night.
    private func listed(_ name: String, _ sample: Sample) throws -> Set<String> {
        let folder = sample.latest.appending(path: "lists/\(name)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "csv" }
        return try Set(files.flatMap(sample.rows).map { $0["person_id"]! })
    }

    private func admitted(_ sample: Sample) throws -> Set<String> {
        try Set(
            sample.extract("admissions").filter {
                Self.emergency.contains($0["admission_method"]!)
                    && ("2024-04-01"..<"2025-04-01").contains($0["admission_date"]!)
                    && !["3", "4"].contains($0["patient_classification"]!)
            }.map { $0["person_id"]! })
    }

    private func evaluation(_ sample: Sample, _ programmes: EvaluatedProgrammes) async throws -> ModelEvaluation {
        let out = sample.folder.appending(path: "evaluation-\(UUID().uuidString)")
        try await EvaluationRun(
            model: Sample.modelFolder.path,
            source: .extracts(
                configuration: sample.configuration.path, dates: RunDates(indexDate: Self.night, runDate: nil)),
            design: nil, programmes: programmes, progress: Sample.silent
        ).run(to: out.path)
        return try ModelEvaluation(json: Data(contentsOf: out.appending(path: "evaluation.json")))
    }

    @Test("Each programme takes whom its lists of that night hold")
    func lists() async throws {
        let sample = try sample()
        try await sample.run(Self.night)
        let model = try ModelFolder.model(at: Sample.modelFolder.path)
        let stage = try await EvaluationStage(
            .extracts(configuration: sample.configuration.path, dates: RunDates(indexDate: Self.night, runDate: nil)),
            design: Sample.modelFolder.path + "/design.yaml", models: [model], programmes: .ofConfiguration,
            progress: Sample.silent)
        let rows = try await stage.rows(for: model)
        let scored = try ScoredRows(model, rows)
        for (name, programme) in zip(Self.programmes.keys.sorted(), rows.programmes) {
            let rule = try programme.rule(predictors: scored.predictors, risks: scored.outcomes.risks)
            #expect(rule.words.hasPrefix("By \(name): "))
            let taken = rule.isTaken.indices.filter { rule.isTaken[$0] }.map { rows.people.keys[$0] }
            let listed = try listed(name, sample)
            #expect(listed.count > 50 && taken.count == listed.count, "\(name)")
            #expect(Set(taken) == Set(listed.map(ModellingRows.key)), "\(name)")
        }
    }

    @Test("PPV, sensitivity and lift at the rule are those of the lists, counted from the extracts")
    func measures() async throws {
        let sample = try sample()
        try await sample.run(Self.night)
        let evaluation = try await evaluation(sample, .ofConfiguration)
        let (listed, admitted) = (try listed("capacity", sample), try admitted(sample))
        let (people, events) = (try #require(evaluation.persons), try #require(evaluation.events))
        let rule = try #require(evaluation.rules.first { $0.rule.hasPrefix("By capacity: the 40 ") })
        #expect(abs((rule.taken ?? 0) - listed.count) <= 2)
        let found = Double(listed.intersection(admitted).count)
        let precision = try #require(rule.positivePredictiveValue.value)
        #expect(precision == found / Double(listed.count))
        let (low, high) = (
            try #require(rule.positivePredictiveValue.low), try #require(rule.positivePredictiveValue.high)
        )
        #expect(low < precision && precision < high)
        // All and all with the outcome are released to the nearest 5.
        #expect(abs(try #require(rule.sensitivity.value) * Double(events) / found - 1) < 0.02)
        #expect(abs(try #require(rule.lift.value) * Double(events) / Double(people) / precision - 1) < 0.02)
    }

    @Test("A list of a programme that the model was not evaluated at tells of its share of everybody, and says so")
    func share() async throws {
        let sample = try sample()
        try await sample.run()
        func bases(_ programme: String) throws -> Set<String> {
            let lists = try FileManager.default.contentsOfDirectory(atPath: sample.latest.path + "/lists/\(programme)")
            return try Set(
                lists.filter { $0.hasSuffix(".json") }.compactMap { list in
                    let header = try sample.json("lists/\(programme)/\(list)")
                    return (header["expected"] as? [String: Any])?["basis"] as? String
                })
        }
        #expect(try bases("share") == ["evaluation of the top 4% of everybody evaluated"])
        #expect(try bases("threshold") == ["mean risk of those listed"])
    }

    @Test("A list says what its own rule found, where the model was evaluated at it")
    func expectation() async throws {
        // The most complex 4% differ from the top 4% of everybody by too few people for theirs to be released.
        let sample = try sample()
        let evaluation = try await evaluation(sample, .ofConfiguration)
        let folder = sample.folder.appending(path: "model")
        try FileManager.default.copyItem(at: Sample.modelFolder, to: folder)
        try evaluation.json().write(to: folder.appending(path: "evaluation.json"))
        try sample.edit { "models: { emergency-admission-12m: \(folder.path) }\n" + $0 }
        try await sample.run()
        let files = try FileManager.default.contentsOfDirectory(atPath: sample.latest.path + "/lists/capacity")
        let list = try #require(files.first { $0.hasSuffix(".json") }).dropLast(5)
        let expected = try #require(try sample.json("lists/capacity/\(list).json")["expected"] as? [String: Any])
        #expect(expected["basis"] as? String == "evaluation of the programme's own rule")
        let rule = try #require(evaluation.rules.first { $0.rule.hasPrefix("By capacity: ") })
        let own = try #require(rule.positivePredictiveValue.value)
        let told = try #require(expected["positive_predictive_value"] as? Double)
        #expect(abs(told - own) < 6e-5)
        let page = try sample.published("lists/capacity/\(list).html")
        #expect(page.contains(#/in 100 of those whom this programme.{1,6}s own rule took had it/#))
    }

    @Test(
        "A list of a model whose evaluation cannot be read says so, as does the status", arguments: [true, false])
    func unreadable(isDamaged: Bool) async throws {
        let sample = try Sample()
        let folder = sample.folder.appending(path: "model")
        try FileManager.default.copyItem(at: Sample.modelFolder, to: folder)
        let file = folder.appending(path: "evaluation.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        // Half of the file, or all of it under another format.
        let other =
            isDamaged
            ? String(text.prefix(text.count / 2))
            : text.replacing("\"format_version\" : 2", with: "\"format_version\" : 1")
        try other.write(to: file, atomically: true, encoding: .utf8)
        try sample.edit { "models: { emergency-admission-12m: \(folder.path) }\n" + $0 }
        try await sample.run()
        let list = try #require(try sample.listFiles().first).deletingPathExtension().lastPathComponent
        let header = try sample.json("lists/most-complex-4pc/\(list).json")
        #expect((header["expected"] as? [String: Any])?["evaluation_unreadable"] as? Bool == true)
        #expect(try sample.published("lists/most-complex-4pc/\(list).html").contains("evaluation cannot be read"))
        let warnings = try sample.status()["warnings"] as? [String] ?? []
        let sentence = "emergency-admission-12m/1.1.0: evaluation.json in its folder cannot be read"
        #expect(warnings.contains { $0.hasPrefix(sentence) })
    }

    @Test("Without a word an evaluation tells of the configuration's programmes that rank by the model")
    func usual() async throws {
        let sample = try Sample()
        let usual = try await evaluation(sample, .ofConfiguration)
        #expect(usual.rules.count == 1)
        #expect(usual.rules[0].rule.hasPrefix("The most complex 4%: the 4% at highest risk among the eligible"))
        #expect(try await evaluation(sample, .none).rules.isEmpty)
    }

    @Test("A programme that is not there, and one of a design of discharges, are refused")
    func refusals() async throws {
        let sample = try Sample()
        await #expect {
            _ = try await evaluation(sample, .named(["no-such"]))
        } throws: {
            "\($0)".contains("programmes/no-such.yaml") && "\($0)".contains("there is no such programme")
        }
        await #expect {
            try await EvaluationRun(
                model: Sample.modelFolder.path,
                source: .extracts(configuration: sample.configuration.path, dates: nil),
                design: TrainingPopulation.design("readmission-30d"), programmes: .named(["most-complex-4pc"]),
                progress: Sample.silent
            ).run(to: sample.folder.appending(path: "refused").path)
        } throws: {
            "\($0)"
                == "the design readmission-30d has a row for each discharge, and a programme chooses on an index date: "
                + "leave out --programme" && ExitStatus.code(of: $0) == 64
        }
    }
}
