import Cohorts
import Foundation

/// What a model's `evaluation.json` says of the cut at which a programme takes people.
struct CutEvaluation: Equatable {
    /// Such as `4%`.
    let cut: String
    /// From 0 to 1.
    let positivePredictiveValue: Double

    /// The part of the file that is looked at, in either of its formats.
    private struct File: Decodable {
        struct Cut: Decodable {
            let share: String?
            let rule: String?
            let positivePredictiveValue: Figure
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
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    /// Nil where the programme takes no share, or the model was not evaluated at it.
    init?(_ selection: Selection, folder: String) {
        guard case .share(let share) = selection,
            let data = FileManager.default.contents(atPath: folder + "/evaluation.json"),
            let file = try? Self.decoder.decode(File.self, from: data),
            let cut = file.cuts.first(where: { ($0.share ?? $0.rule) == "\(share)" }),
            let value = cut.positivePredictiveValue.value, (0...1).contains(value)
        else { return nil }
        self.cut = "\(share)"
        positivePredictiveValue = value
    }
}
