import Foundation
import Pipeline
import Testing

@Suite("A check of the configuration")
struct ConfigurationCheckTests {
    private func problems(_ sample: Sample) throws -> [String] {
        try ConfigurationCheck(configuration: sample.configuration.path).run().problems
    }

    /// A sample with models of its own, to change.
    private func sample() throws -> (Sample, models: URL) {
        let sample = try Sample(programmes: ["most-complex-4pc", "frail-at-risk"])
        let models = sample.folder.appending(path: "Models")
        try FileManager.default.copyItem(at: Sample.repository.appending(path: "Models"), to: models)
        try sample.edit { $0.replacing(Sample.repository.appending(path: "Models").path, with: models.path) }
        return (sample, models)
    }

    @Test("tells mistakes of every kind together: one hides no other")
    func together() throws {
        let (sample, models) = try sample()
        #expect(try problems(sample) == [])
        try sample.edit {
            $0.replacing("- table: practices", with: "- table: practises")
                .replacing("extracts/gp_events", with: "extracts/events_of_gps")
                + "\nformats: [csv, pdf]\nidentity: { key: key-of-nobody }\nreading_group: nobodys-group\n"
        }
        let programme = models.appending(path: "programmes/frail-at-risk.yaml")
        let text = try String(contentsOf: programme, encoding: .utf8)
        try text.replacing("eligible: ", with: "eligible: aged >= 65 and ").write(
            to: programme, atomically: true, encoding: .utf8)
        try "{".write(
            to: models.appending(path: "emergency-admission-12m/1.1.0/model.json"), atomically: true, encoding: .utf8)
        let admissions = sample.folder.appending(path: "SampleData/extracts/admissions.csv.gz")
        try "person_id,person_id,admitted\n".write(to: admissions, atomically: true, encoding: .utf8)

        let told = try problems(sample)
        for words in [
            "configuration.yaml:", "\"formats\" must be some of", "unknown table \"practises\"",
            "programmes/frail-at-risk.yaml:", "\"aged\" is no feature", "emergency-admission-12m/1.1.0/model.json: ",
            "identity: key is for person_id: nhs_number", "the key key-of-nobody is not there", "nobodys-group",
            "extracts/events_of_gps.csv.gz: there is no such file", "the header has \"admitted\"",
            "the column \"person_id\" twice", "admission_date",
        ] { #expect(told.contains { $0.contains(words) }, "\(words) in \(told)") }
        #expect(told.count == 11)
    }

    @Test("tells of a programme that the sources could never make")
    func lacking() throws {
        let sample = try Sample()
        try sample.edit { text in
            text.replacing(
                "  - table: admissions\n    files: \"extracts/admissions.csv.gz\"\n    extracted_on: 2025-04-01\n",
                with: "")
        }
        let told = try problems(sample)
        #expect(told.count == 1)
        #expect(told[0].hasPrefix("the programme most-complex-4pc needs what no source gives: "))
        #expect(told[0].contains("(there is no source for admissions)"))
    }

    @Test("tells of a folder of models that is not there, and not of all that it would hold")
    func noModels() throws {
        let sample = try Sample()
        try sample.edit { $0.replacing("/Models\n", with: "/Modells\n") }
        #expect(
            try problems(sample) == [
                "configuration.yaml:1:16: models_folder: there is no folder with catalogues here"
            ])
    }

    @Test("does not miss the people where their source is what could not be read")
    func personsUnread() throws {
        let sample = try Sample()
        try sample.edit { $0.replacing("- table: persons\n", with: "- table: people\n") }
        let told = try problems(sample)
        #expect(told.count == 1 && told[0].contains("unknown table \"people\""))
    }
}
