import Configuration
import Training

extension ModelFitting {
    /// A fitting as a design says it.
    /// - Throws: `SettingsRefused` with everything that is wrong in it.
    init(text: String) throws {
        let problems = Problems()
        let setting = try Setting.parse(text, file: "d.yaml")
        self.init(SettingMap(setting, allowed: ModelFitting.keys, problems: problems), problems: problems)
        try problems.throwIfAny()
    }
}
