import Configuration
import Foundation
import SyntheticPopulation

/// The people on whom an effect is planted in a synthetic population: a CSV of `person_id` and `from`, the day on which
/// each came on to a list.
public struct TreatedPeople {
    /// By person id.
    private let from: [String: String]

    /// - Throws: `SettingsRefused` with everything that is wrong in the file.
    public init(path: String) throws {
        let file = URL(filePath: path).lastPathComponent
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PipelineError.unreadable(file: file)
        }
        let problems = Problems()
        let rows = CSVText.rows(text, file: file, allowed: ["person_id", "from"], problems: problems)
        try problems.throwIfAny()
        from = Dictionary(rows.map { ($0["person_id"], $0["from"]) }, uniquingKeysWith: min)
    }

    /// - Parameter change: such as `-10%`.
    /// - Throws: `SyntheticPopulationError`.
    public func effect(_ change: String) throws -> PlantedEffect {
        guard change.hasSuffix("%"), let percent = Setting.number(String(change.dropLast())) else {
            throw SyntheticPopulationError.effectOutOfRange
        }
        return try PlantedEffect(change: percent / 100, treated: from)
    }
}
