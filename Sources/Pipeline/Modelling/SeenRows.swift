import Outcomes
import Records
import Scoring

/// Why rows are no fair test of a model: its fit or its calibration knew them, or what came after them.
enum SeenRows {
    /// - Parameters:
    ///   - words: the index dates of the rows, or the condition that chose them from a ready table.
    ///   - within: how long after the index date the outcome counts; nil where there are no index dates.
    /// - Returns: a sentence for each reason; none where the rows are later than all that the model was made of.
    static func sentences(_ model: RiskModel, evaluatedOn words: [String], within: TimeWithin?) -> [String] {
        let name = "\(model.name) \(model.version)"
        let training = model.training?.indexDates ?? []
        let first = words.compactMap { Day($0) }.min()
        var sentences: [String] = []
        if hasSeen(training, words) {
            sentences.append(
                "\(name) was fitted on rows of \(training.joined(separator: ", ")), which these are not later than: on "
                    + "what its fit knew, a model looks better than it is.")
        } else if let first, let within, let last = training.compactMap({ Day($0) }).max(), within.after(last) > first {
            sentences.append(
                "The outcomes that \(name) was fitted on reach past \(first), the index date that it is evaluated on: "
                    + "its fit knew a part of what it is to foresee.")
        }
        if hasSeen(model.calibratedOn, words) {
            sentences.append(
                "\(name) was calibrated on rows of \(model.calibratedOn.joined(separator: ", ")), which these are not "
                    + "later than: its calibration here is what that made it, not how well it holds.")
        }
        return sentences
    }

    /// Whether rows of these words are not later than the others; of words that are no dates, whether they are the same.
    private static func hasSeen(_ earlier: [String], _ words: [String]) -> Bool {
        guard let last = earlier.compactMap({ Day($0) }).max(), let first = words.compactMap({ Day($0) }).min() else {
            return !earlier.isEmpty && earlier == words
        }
        return last >= first
    }
}
