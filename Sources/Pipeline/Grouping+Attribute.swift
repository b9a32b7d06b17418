import Accounts
import Evaluation
import FeatureData

extension Grouping {
    /// The rows of each value that some have. What is told by yes and no, such as a condition, is told by its yes alone.
    /// Nil where there is none.
    init?(_ attribute: Attribute) {
        let isCondition = Set(attribute.values).isSubset(of: ["yes", "no"])
        var isMet = attribute.values.map { _ in false }
        for code in attribute.codes where code >= 0 { isMet[Int(code)] = true }
        let told = attribute.values.indices.filter { isMet[$0] && !(isCondition && attribute.values[$0] == "no") }
        guard !told.isEmpty else { return nil }
        var places = [Int32](repeating: -1, count: attribute.values.count)
        for (place, value) in told.enumerated() { places[value] = Int32(place) }
        self.init(
            name: attribute.name, levels: told.map { attribute.values[$0] },
            codes: attribute.codes.map { $0 < 0 ? -1 : places[Int($0)] })
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
