import Foundation
import Pipeline
import TestSupport

/// Four thousand synthetic people, written once for all tests that train.
final class TrainingPopulation: Sendable {
    let folder: URL
    var configuration: URL { folder.appending(path: "configuration.yaml") }

    static let shared = Task { try await TrainingPopulation() }

    private static let tables = [
        "persons", "practices", "admissions", "emergency_attendances", "outpatient_appointments", "gp_events",
        "prescriptions", "community_contacts", "mental_health_contacts", "social_care_services", "opt_outs",
        "caseload", "reviews",
    ]

    private init() async throws {
        folder = TestFolder.path("anticipate-training")
        let extracts = folder.appending(path: "extracts").path
        try await Synthesis(
            persons: 4000, seed: 11, folder: extracts, isCompressed: false, personsPerPractice: 1000, tasks: 2,
            truthDay: nil
        ).run()
        let sources = Self.tables.map {
            "  - { table: \($0), files: \"extracts/\($0).csv\", extracted_on: 2025-04-01, may_be_empty: true }\n"
        }
        let text = """
            anticipate: 1
            person_id: pseudonym
            synthetic: true
            models_folder: \(Sample.repository.appending(path: "Models").path)
            programmes: [most-complex-4pc]
            sources:

            """
        try (text + sources.joined()).write(to: configuration, atomically: true, encoding: .utf8)
    }

    static func design(_ name: String) -> String {
        Sample.repository.appending(path: "Models/designs/\(name).yaml").path
    }

    /// The rows of an extract, by column.
    func rows(_ table: String) throws -> [[String: String]] {
        let lines = try String(contentsOf: folder.appending(path: "extracts/\(table).csv"), encoding: .utf8)
            .split(separator: "\n").map(Sample.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }
}
