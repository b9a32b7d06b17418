import Configuration

/// Features that a model is fitted without, to show what they are worth.
///
/// ```
/// ablation: { emergency admissions: "em_*", medicines: ["rx_*", "bnf_*"] }
/// ```
public struct AblationGroup: Sendable {
    /// In words, for the table.
    public let name: String
    private let features: [FeaturePattern]
    private let setting: Setting

    /// Reads `ablation:`; nothing where it is absent. Problems are told.
    static func all(_ map: SettingMap, _ problems: Problems) -> [AblationGroup] {
        map.pairs("ablation").map { entry in
            let items: [Setting]
            if case .list(let list) = entry.value.value { items = list } else { items = [entry.value] }
            let texts = items.compactMap(\.text)
            if texts.isEmpty || texts.count < items.count {
                problems.add(
                    "\"\(entry.key)\" must be a feature, a pattern of them, or a list of them", at: entry.value)
            }
            return AblationGroup(name: entry.key, features: texts.map(FeaturePattern.init), setting: entry.value)
        }
    }

    public func contains(_ feature: String) -> Bool { features.contains { $0.matches(feature) } }

    /// Tells of a group that has no feature, or leaves none.
    func check(among names: [String], _ problems: Problems) {
        FeaturePattern.check(features, at: setting, among: names, problems)
        if names.allSatisfy(contains) {
            problems.add("\"\(name)\" is all features: without it there is no model", at: setting)
        }
    }
}
