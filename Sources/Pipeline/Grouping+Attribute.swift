import Accounts
import Evaluation
import FeatureData

extension Grouping {
    /// The rows of each value. What is told by yes and no, such as a condition, is told by its yes alone.
    init(_ attribute: Attribute) {
        guard Set(attribute.values).isSubset(of: ["yes", "no"]), let yes = attribute.values.firstIndex(of: "yes") else {
            self.init(name: attribute.name, levels: attribute.values, codes: attribute.codes)
            return
        }
        self.init(
            name: attribute.name, levels: ["yes"], codes: attribute.codes.map { $0 == Int32(yes) ? 0 : -1 })
    }
}

extension EvaluationInput.Loss {
    /// Candidates, each loss under its rule, and the rows that are left.
    /// - Parameter last: what the rows are that are left.
    static func all(_ attrition: [Attrition], last: String = "evaluated") -> [EvaluationInput.Loss] {
        attrition.flatMap { account in
            let prefix = attrition.count > 1 ? "\(account.at): " : ""
            return [EvaluationInput.Loss(name: prefix + "candidates", people: account.candidates)]
                + account.excluded.map { .init(name: prefix + "left out: " + $0.rule, people: $0.rows) }
                + [.init(name: prefix + last, people: account.rows)]
        }
    }
}
