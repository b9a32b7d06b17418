import Foundation
import Scoring
import Testing

@testable import Pipeline

/// What quality.json says of drift, held against a count from the extracts, the published risks and the model's files.
@Suite("Drift")
struct DriftTests {
    /// The definition, as it stands in NumPy: numpy.sum((q - p) * numpy.log(q / p)), shares of at least 1e-4.
    private static func index(_ reference: [Int], _ now: [Int]) -> Double {
        let (all, tonight) = (Double(reference.reduce(0, +)), Double(now.reduce(0, +)))
        var sum = 0.0
        for bin in reference.indices {
            let (p, q) = (max(Double(reference[bin]) / all, 1e-4), max(Double(now[bin]) / tonight, 1e-4))
            sum += (q - p) * log(q / p)
        }
        return sum
    }

    private static func age(_ born: String, on day: String) -> Int {
        Int(day.prefix(4))! - Int(born.prefix(4))! - (born.dropFirst(4) > day.dropFirst(4) ? 1 : 0)
    }

    /// The adults scored, with age and risk.
    private func adults(_ sample: Sample) throws -> [(age: Int, risk: Double)] {
        let born = Dictionary(
            try sample.extract("persons").map { ($0["person_id"]!, $0["date_of_birth"]!) }, uniquingKeysWith: { $1 })
        return try sample.rows(sample.latest.appending(path: "scores.csv.gz")).compactMap { row in
            guard let risk = Double(row["risk"]!) else { return nil }
            let age = Self.age(born[row["person_id"]!]!, on: "2025-04-01")
            return age >= 18 ? (age: age, risk: risk) : nil
        }
    }

    private func drift(_ sample: Sample) throws -> [String: Any] {
        try #require((sample.json("quality.json")["drift"] as? [[String: Any]])?.first)
    }

    @Test("is told of the risk and of each feature, by those whom the model is of")
    func told() async throws {
        let sample = try Sample()
        try await sample.run()
        let adults = try adults(sample)
        let told = try drift(sample)
        #expect(told["model"] as? String == "emergency-admission-12m/1.1.0")
        #expect(told["who"] as? String == "age >= 18" && told["people"] as? Int == adults.count)

        let model = try ModelFolder.model(at: Sample.modelFolder.path)
        let features = try #require(told["features"] as? [String: Any]).compactMapValues { $0 as? Double }
        #expect(features.count == model.histograms.count)
        let histogram = try #require(model.histograms.first { $0.feature == "age" })
        var bins = [Int](repeating: 0, count: histogram.counts.count)
        for (age, _) in adults { bins[histogram.edges.count { Double(age) > $0 }] += 1 }
        #expect(abs(try #require(features["age"]) - Self.index(histogram.counts, bins)) < 6e-5)

        let evaluation = try JSONSerialization.jsonObject(
            with: Data(contentsOf: Sample.modelFolder.appending(path: "evaluation.json")))
        let bars = try #require((evaluation as? [String: Any])?["histogram"] as? [[String: Any]])
        let now = bars.map { bar in
            let (from, to) = (bar["from"] as? Double ?? .nan, bar["to"] as? Double ?? .nan)
            return adults.count { $0.risk >= from && $0.risk < to }
        }
        let expected = Self.index(bars.map { $0["rows"] as? Int ?? 0 }, now)
        // The risks published have six decimals.
        #expect(abs(try #require(told["risk"] as? Double) - expected) < 1e-3)
        #expect(expected > 0)
    }

    @Test("warns past 0.25, and changes no list")
    func warns() async throws {
        let sample = try Sample()
        try await sample.run()
        let lists = try sample.listFiles().map { try Data(contentsOf: $0) }
        #expect(!(try sample.published("quality.html").contains("have shifted from those it was trained on")))

        // The same model, of people most of whom were over 65.
        let other = try Sample()
        let folder = other.folder.appending(path: "model")
        try FileManager.default.copyItem(at: Sample.modelFolder, to: folder)
        var model = try ModelFolder.model(at: folder.path)
        let place = try #require(model.histograms.firstIndex { $0.feature == "age" })
        model.histograms[place].counts = [0, 1000, 1000, 1000, 9000]
        try model.json(file: "model.json").write(to: folder.appending(path: "model.json"))
        try other.edit { "models: { emergency-admission-12m: \(folder.path) }\n" + $0 }
        try await other.run()
        #expect(try other.listFiles().map { try Data(contentsOf: $0) } == lists)
        #expect(try other.published("quality.html").contains("have shifted from those it was trained on"))
        let status = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: other.output + "/STATUS.json")))
        let warnings = (status as? [String: Any])?["warnings"] as? [String] ?? []
        #expect(warnings.contains { $0.hasPrefix("emergency-admission-12m/1.1.0: The people of tonight have shifted") })

        // Where the configuration says so nothing is published, until somebody says that it is right.
        let published = other.latest
        try other.edit { "when_drifted: refuse\n" + $0 }
        await #expect {
            try await other.run()
        } throws: {
            ExitStatus.code(of: $0) == 65 && "\($0)".contains("age (") && "\($0)".contains("run --accept-drift")
        }
        #expect(other.latest == published)
        try await other.run(acceptsDrift: true)
        #expect(try other.listFiles().map { try Data(contentsOf: $0) } == lists)
    }

    @Test("is not told of a model whose rows are discharges")
    func discharges() async throws {
        let sample = try Sample(programmes: ["discharge-readmission"])
        try await sample.run()
        #expect(try drift(sample)["not_compared"] as? String == "its rows are discharges, and a run's are people")
    }

    @Test("says what is wrong with a design that cannot be used, and not that there is none")
    func unusableDesign() async throws {
        for (text, words) in [
            (nil, "no design beside the model tells whom it is of"),
            ("design: [", "the design beside the model, which tells whom it is of, cannot be used: design.yaml:"),
        ] {
            let sample = try Sample()
            let folder = sample.folder.appending(path: "model")
            try FileManager.default.copyItem(at: Sample.modelFolder, to: folder)
            let design = folder.appending(path: "design.yaml")
            try FileManager.default.removeItem(at: design)
            try text?.write(to: design, atomically: true, encoding: .utf8)
            try sample.edit { "models: { emergency-admission-12m: \(folder.path) }\n" + $0 }
            try await sample.run()
            #expect(try (drift(sample)["not_compared"] as? String)?.hasPrefix(words) == true)
        }
    }
}
