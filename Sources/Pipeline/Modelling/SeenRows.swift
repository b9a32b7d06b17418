import Outcomes
import Records
import Scoring

/// Why rows are no fair test of a model: its fit or its calibration knew them, or what came after them.
enum SeenRows {
    /// - Parameters:
    ///   - words: the index dates of the rows; other words, as of a ready table, tell nothing.
    ///   - within: how long after the index date the outcome counts.
    /// - Returns: a sentence for each reason; none where the rows are later than all that the model was made of.
    static func sentences(_ model: RiskModel, evaluatedOn words: [String], within: TimeWithin) -> [String] {
        guard let first = days(words).min() else { return [] }
        let name = "\(model.name) \(model.version)"
        var sentences: [String] = []
        let training = model.training?.indexDates ?? []
        if let last = days(training).max() {
            if last >= first {
                sentences.append(
                    "\(name) was fitted on rows of \(training.joined(separator: ", ")), which are not earlier than "
                        + "\(first): on what its fit knew, a model looks better than it is.")
            } else if within.after(last) > first {
                sentences.append(
                    "The outcomes that \(name) was fitted on reach past \(first), the index date that it is evaluated "
                        + "on: its fit knew a part of what it is to foresee.")
            }
        }
        if let last = days(model.calibratedOn).max(), last >= first {
            sentences.append(
                "\(name) was calibrated on rows of \(model.calibratedOn.joined(separator: ", ")), which are not earlier "
                    + "than \(first): its calibration here is what that made it, not how well it holds.")
        }
        return sentences
    }

    private static func days(_ words: [String]) -> [Day] { words.compactMap { Day($0) } }
}
