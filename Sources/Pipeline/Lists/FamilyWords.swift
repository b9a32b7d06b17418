import FeatureData

/// What families of features are called in plain words: as the catalogue names them, or what their reason tells of.
struct FamilyWords {
    private var subjects: [String: String] = [:]

    init(_ columns: [FeatureColumn]) {
        for column in columns where subjects[column.family] == nil {
            subjects[column.family] = ReasonTemplate(column.reason)?.subject
        }
    }

    /// By family, in their order; no two alike.
    func words(_ families: [String]) -> [String] {
        var told: Set<String> = []
        return families.map { family in
            var words = words(family)
            if told.contains(words) { words += " (\(Self.name(family)))" }
            told.insert(words)
            return words
        }
    }

    /// The place of each family among those of an earlier issue: by its words, or by its name, which issues once had.
    static func places(of words: [String], _ names: [String], among earlier: [String]) -> [Int?] {
        zip(words, names).map { words, name in earlier.firstIndex(of: words) ?? earlier.firstIndex(of: name) }
    }

    private func words(_ family: String) -> String {
        // A family that a catalogue names has words; one that it does not has its feature's name.
        guard family.contains("_") || family.contains("{") else { return family }
        return subjects[family] ?? Self.name(family)
    }

    private static func name(_ family: String) -> String {
        family.replacing("_{window}", with: "").replacing("_", with: " ")
    }
}
