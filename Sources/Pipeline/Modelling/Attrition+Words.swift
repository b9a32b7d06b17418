import Accounts
import Evaluation

extension Attrition {
    /// The account in one line, exact.
    var sentence: String {
        let losses = excluded.map { ", \($0.rows) \($0.rule)" }.joined()
        let early = endedEarly.map { ", \($0.rows) \($0.rule)" }.joined()
        return "\(at): \(candidates) candidates\(losses); \(rows) rows, \(events) with the outcome\(early)"
    }
}

extension [Attrition] {
    /// A row a count, as it may be released: counts of 1 to 7 are empty, others rounded to 5.
    var releasedCSV: String {
        var lines = ["at,step,rows"]
        for account in self {
            func add(_ step: String, _ count: Int) {
                lines.append("\(account.at),\(step),\(DisclosureControl.released(count).map(String.init) ?? "")")
            }
            add("candidates", account.candidates)
            for loss in account.excluded { add("excluded: \(loss.rule)", loss.rows) }
            add("rows", account.rows)
            add("with the outcome", account.events)
            for loss in account.endedEarly { add("counted as without it: \(loss.rule)", loss.rows) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
