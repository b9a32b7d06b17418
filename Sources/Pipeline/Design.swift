import Configuration
import FeatureData
import Features
import Foundation
import Outcomes
import Records

/// What `train` is given: the outcome, who is eligible, and the penalty.
struct Design: Sendable {
    static let allowedKeys = [
        "design", "version", "catalogue", "eligible", "outcome", "ridge", "gradient_tolerance", "test_index_date",
    ]

    /// The model's name and version.
    let name: String
    let version: String
    let catalogue: String
    let eligible: Condition
    let outcome: OutcomeDefinition
    /// Lambda of the objective.
    let ridge: Double
    let gradientTolerance: Double
    /// A later index date to evaluate the model on; nil leaves it to another command.
    let testIndexDay: Day?
    /// The file as it stands.
    let text: String
    let eligibleSetting: Setting

    /// - Throws: `SettingsRefused` with everything that is wrong in it.
    init(path: String, modelsFolder: ModelsFolder) throws {
        let file = URL(filePath: path).lastPathComponent
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PipelineError.noConfiguration(file: file)
        }
        let problems = Problems()
        let setting: Setting
        do {
            setting = try Setting.parse(text, file: file)
        } catch {
            throw SettingsRefused(problems: [error])
        }
        let map = SettingMap(setting, allowed: Self.allowedKeys, problems: problems)
        name = map.requiredText("design") ?? ""
        version = map.requiredText("version") ?? ""
        catalogue = map.text("catalogue") ?? "default"
        ridge = map.number("ridge") ?? 1e-4
        gradientTolerance = map.number("gradient_tolerance") ?? 1e-10
        testIndexDay = map.parsed("test_index_date", expected: "a date as YYYY-MM-DD") { Day($0) }
        let outcome = map.required("outcome").flatMap { OutcomeDefinition($0, problems: problems) }
        var eligible: Condition?
        if let given = map.required("eligible") {
            do { eligible = try Condition(given) } catch { problems.add(error) }
        }
        try problems.throwIfAny()
        guard let outcome, let eligible, let eligibleSetting = map["eligible"] else {
            throw SettingsRefused(problems: problems.all)
        }
        self.text = text
        self.outcome = outcome
        self.eligible = eligible
        self.eligibleSetting = eligibleSetting
    }

    var retention: Retention { outcome.retention }

    /// - Throws: `PipelineError.noOutcome`.
    func labels(_ population: Population, persons: [Int32], at indexDay: Day) throws -> [UInt8] {
        do {
            return try outcome.labels(population.followUps(from: indexDay), persons: persons)
        } catch {
            throw PipelineError.noOutcome(reason: "\(error)")
        }
    }
}
