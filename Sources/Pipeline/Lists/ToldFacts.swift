import Cohorts
import FeatureData
import Tabular

/// What a programme's rows tell before the reasons of their score: what its file asks for, and what a rising risk has
/// risen from.
struct ToldFacts {
    private enum Fact {
        case feature(column: Int, ReasonTemplate, usual: Double)
        case attribute(Attribute)
    }

    private let facts: [Fact]
    private let words: AttributeWords
    private let rising: Rising?
    private let earlier: [RowID: Double]

    init(_ selected: SelectedProgramme, _ words: AttributeWords) {
        let (columns, attributes) = (selected.plan.columns, selected.candidates.attributes)
        facts = selected.programme.presentation.tells.compactMap { word in
            if let column = columns.firstIndex(where: { $0.name == word }) {
                let reason = columns[column].reason
                // A feature without words is told by its name.
                let template = ReasonTemplate(reason.isEmpty ? "\(word.replacing("_", with: " ")): {value}" : reason)
                return template.map { .feature(column: column, $0, usual: columns[column].usual) }
            }
            return attributes[word].map(Fact.attribute)
        }
        self.words = words
        rising = selected.programme.rising
        earlier = selected.earlierRisks
    }

    /// - Parameter values: of the row, by column.
    func sentences(_ row: RowID, values: [Double]) -> [String] {
        let told = facts.compactMap { fact -> String? in
            switch fact {
            case .feature(let column, let template, let usual):
                values[column] == usual || values[column].isNaN ? nil : template.words(for: values[column])
            case .attribute(let attribute): attribute[row].map { words.fact($0, of: attribute.name) }
            }
        }
        guard let rising, let then = earlier[row] else { return told }
        let before = rising.months == 1 ? "a month ago" : "\(rising.months) months ago"
        return told + ["the risk was \(Figure.decimal(100 * then, places: 1))% \(before)"]
    }
}
