import Cohorts
import FeatureData
import Lists

/// How many of a programme's eligible are in each part of each of its lists: the practices of a team, the homes of a
/// practice.
struct ListPartCounts {
    /// What the parts are told by.
    let attribute: Attribute
    /// By list: the eligible of each part, by its place; those of none under `Attribute.missing`.
    private var eligible: [String: [Int32: Int]] = [:]

    /// Nil where the programme's lists have no parts.
    init?(_ programme: Programme, _ candidates: Candidates) {
        let name = programme.presentation.groupedBy ?? (programme.split == .neighbourhood ? "practice" : nil)
        guard let name, let attribute = candidates.attributes[name],
            let split = candidates.attributes[programme.split.rawValue]
        else { return nil }
        self.attribute = attribute
        for row in candidates.eligible.indices where candidates.eligible[row] {
            guard split.codes[row] != Attribute.missing else { continue }
            eligible[split.values[Int(split.codes[row])], default: [:]][attribute.codes[row], default: 0] += 1
        }
    }

    /// The parts of a list, in the order of their values; those of whom it is not known come last.
    func parts(of list: CohortList, _ words: AttributeWords) -> ListParts {
        var shown: [Int32: Int] = [:]
        for member in list.members { shown[attribute.codes[member.row.index], default: 0] += 1 }
        let codes = (eligible[list.key] ?? [:]).keys.sorted { left, right in
            (left == Attribute.missing ? 1 : 0, left) < (right == Attribute.missing ? 1 : 0, right)
        }
        return ListParts(
            title: AttributeWords.title(attribute.name),
            parts: codes.map { code in
                let value = code == Attribute.missing ? "" : attribute.values[Int(code)]
                return .init(
                    name: value.isEmpty ? "" : words.name(value, of: attribute.name),
                    eligible: eligible[list.key]?[code] ?? 0, shown: shown[code] ?? 0)
            })
    }
}
