import FeatureData
import Lists
import Scoring

/// Puts a person's largest contributions into plain words: one reason for each family of features, with its facts.
struct ReasonWriter {
    private let columns: [FeatureColumn]
    private let reasons: [ReasonTemplate?]
    private let details: [ReasonTemplate?]
    /// By column: the number of its family.
    private let familyOfColumn: [Int]
    /// By family: its columns, in catalogue order.
    private let families: [[Int]]

    init(_ columns: [FeatureColumn]) {
        self.columns = columns
        reasons = columns.map { ReasonTemplate($0.reason).flatMap { $0.isEmpty ? nil : $0 } }
        details = columns.map { ReasonTemplate($0.detail).flatMap { $0.isEmpty ? nil : $0 } }
        var numbers: [String: Int] = [:]
        var families: [[Int]] = []
        familyOfColumn = columns.indices.map { column in
            let number = numbers[columns[column].family] ?? families.count
            if number == families.count {
                numbers[columns[column].family] = number
                families.append([])
            }
            families[number].append(column)
            return number
        }
        self.families = families
    }

    /// Those that raise the risk most first. What lowers it is no reason to be listed.
    /// - Parameters:
    ///   - contributions: the largest first.
    ///   - values: by column.
    func reasons(_ contributions: [Contribution], values: [Double]) -> [String] {
        var told: [Int] = []
        var sentences: [String] = []
        for contribution in contributions.prefix(while: { $0.value > 0 }) {
            let family = familyOfColumn[contribution.column]
            guard sentences.count < ListRow.mostReasons, !told.contains(family) else { continue }
            told.append(family)
            if let sentence = sentence(of: family, contributions, values) { sentences.append(sentence) }
        }
        return sentences
    }

    /// The most telling reason of a family, and the details that its other features know, which are of the latest: a
    /// reason of a time further back takes none. Nil where the family has no words.
    private func sentence(of family: Int, _ contributions: [Contribution], _ values: [Double]) -> String? {
        let members = families[family]
        let telling = contributions.first { familyOfColumn[$0.column] == family && says($0.column, values) }?.column
        guard let column = telling ?? members.first(where: { says($0, values) }), let reason = reasons[column] else {
            return nil
        }
        let details = columns[column].isOfNow ? members.compactMap { detail(of: $0, values) } : []
        return reason.words(for: values[column]) + details.joined()
    }

    /// Whether a column has words, and a value that most people do not have.
    private func says(_ column: Int, _ values: [Double]) -> Bool {
        reasons[column] != nil && isUnusual(column, values)
    }

    private func detail(of column: Int, _ values: [Double]) -> String? {
        isUnusual(column, values) ? details[column]?.words(for: values[column]) : nil
    }

    private func isUnusual(_ column: Int, _ values: [Double]) -> Bool {
        values[column] != columns[column].usual && !values[column].isNaN
    }
}
