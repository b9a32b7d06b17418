import FeatureData

/// What families of features are called in plain words: as the catalogue names them, or what their reason tells of.
struct FamilyWords {
    private var subjects: [String: String] = [:]

    init(_ columns: [FeatureColumn]) {
        for column in columns where subjects[column.family] == nil {
            subjects[column.family] = ReasonTemplate(column.reason)?.subject
        }
    }

    /// By family, in their order.
    func words(_ families: [String]) -> [String] { families.map(words) }

    private func words(_ family: String) -> String {
        // A family that a catalogue names has words; one that it does not has its feature's name.
        guard family.contains("_") || family.contains("{") else { return family }
        return subjects[family] ?? family.replacing("_{window}", with: "").replacing("_", with: " ")
    }
}
