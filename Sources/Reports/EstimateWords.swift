import Evaluation
import Tabular

/// Numbers with their intervals as a reader meets them.
enum EstimateWords {
    /// What stands for a number that is withheld or cannot be computed.
    static let none = "–"

    static func number(_ estimate: Estimate, places: Int = 3) -> String {
        words(estimate) { signed(Figure.decimal($0, places: places)) }
    }

    /// Of 1, in per cent.
    static func share(_ estimate: Estimate, places: Int = 1) -> String {
        words(estimate) { signed(percent($0, places: places)) }
    }

    static func percent(_ value: Double, places: Int = 1) -> String {
        Figure.decimal(100 * value, places: places) + "%"
    }

    static func percent(_ value: Double?) -> String { value.map { percent($0) } ?? none }

    static func number(_ value: Double?, places: Int = 3) -> String {
        value.map { signed(Figure.decimal($0, places: places)) } ?? none
    }

    static func count(_ value: Int?) -> String { value.map(Figure.count) ?? none }

    private static func words(_ estimate: Estimate, _ figure: (Double) -> String) -> String {
        guard let value = estimate.value else { return none }
        guard let low = estimate.low, let high = estimate.high else { return figure(value) }
        return "\(figure(value)) (\(figure(low)) to \(figure(high)))"
    }

    /// A minus as it is printed.
    private static func signed(_ figure: String) -> String { figure.replacing("-", with: "−") }
}
