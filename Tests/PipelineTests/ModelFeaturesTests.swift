import Foundation
import Pipeline
import Testing

@Suite("A model beside its catalogue")
struct ModelFeaturesTests {
    /// What is told of a models folder whose default catalogue lacks some features.
    private func problems(without features: [String]) throws -> [String] {
        let sample = try Sample()
        let models = sample.folder.appending(path: "Models")
        try FileManager.default.copyItem(at: Sample.repository.appending(path: "Models"), to: models)
        let file = models.appending(path: "catalogues/default.yaml")
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let left = lines.filter { line in !features.contains { line.contains("{ name: \($0),") } }
        #expect(lines.count - left.count == features.count)
        try left.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        try sample.edit { $0.replacing(Sample.repository.appending(path: "Models").path, with: models.path) }
        return try ConfigurationCheck(configuration: sample.configuration.path).run().problems
    }

    @Test("tells how many of its features the catalogue lacks, one or several, and which")
    func lacking() throws {
        let advice = "; use the catalogue that the model was trained with, or train it again"
        #expect(
            try problems(without: ["in_hospital"]) == [
                "emergency-admission-12m/1.1.0/model.json: 1 of the model's 65 features is not in the catalogue default: "
                    + "in_hospital" + advice
            ])
        #expect(
            try problems(without: ["in_hospital", "sc_any"]) == [
                "emergency-admission-12m/1.1.0/model.json: 2 of the model's 65 features are not in the catalogue default: "
                    + "in_hospital, sc_any" + advice
            ])
    }
}
