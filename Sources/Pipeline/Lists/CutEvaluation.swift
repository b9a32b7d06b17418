import Cohorts
import Foundation
import Lists

/// What a model's `evaluation.json` says of those whom a programme takes: at the programme's own rule where that was
/// evaluated (`evaluate --programme`), or else at the programme's share of everybody evaluated.
struct CutEvaluation: Equatable {
    let taken: ListExpectation.Taken
    /// From 0 to 1.
    let positivePredictiveValue: Double

    /// The part of the file that is looked at, in either of its formats.
    private struct File: Decodable {
        struct Cut: Decodable {
            let share: String?
            let rule: String?
            let positivePredictiveValue: Figure

            /// Nil where it was withheld, or is none.
            var value: Double? { positivePredictiveValue.value.flatMap { (0...1).contains($0) ? $0 : nil } }
        }

        /// A number, or an estimate with its interval.
        struct Figure: Decodable {
            let value: Double?

            private enum Key: CodingKey { case value }

            init(from decoder: any Decoder) throws {
                if let number = try? decoder.singleValueContainer().decode(Double.self) {
                    value = number
                } else {
                    value = try decoder.container(keyedBy: Key.self).decodeIfPresent(Double.self, forKey: .value)
                }
            }
        }

        let cuts: [Cut]
        /// Those of programmes, by their words.
        let rules: [Cut]?
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    /// Nil where the model was evaluated at neither, or the value was withheld.
    init?(_ programme: Programme, folder: String) {
        guard let data = FileManager.default.contents(atPath: folder + "/evaluation.json"),
            let file = try? Self.decoder.decode(File.self, from: data)
        else { return nil }
        let own = file.rules?.first { $0.rule == programme.ruleWords }
        if let value = own?.value {
            self.init(taken: .byOwnRule, positivePredictiveValue: value)
        } else if case .share(let share) = programme.selection,
            let value = file.cuts.first(where: { ($0.share ?? $0.rule) == "\(share)" })?.value
        {
            self.init(taken: .share("\(share)"), positivePredictiveValue: value)
        } else {
            return nil
        }
    }

    private init(taken: ListExpectation.Taken, positivePredictiveValue: Double) {
        self.taken = taken
        self.positivePredictiveValue = positivePredictiveValue
    }
}

extension Programme {
    /// The programme's rule as an evaluation names it.
    var ruleWords: String { "\(title): \(selection.words)" }
}
