import Tabular

/// One side of a chart: what it measures, from where to where, and the values that are marked.
struct Axis: Sendable {
    enum Unit: Sendable {
        case number
        /// Of 1, told in per cent.
        case share
    }

    let title: String
    let low: Double
    let high: Double
    let ticks: [Double]
    private let unit: Unit
    /// Decimals of the marks' words.
    private let places: Int

    /// An axis of one value alone would have no marks.
    private static let leastSpan = 0.01

    /// From a value to another, widened to whole steps of 1, 2 or 5 times a power of ten.
    init(_ title: String, from low: Double, to high: Double, unit: Unit = .number, steps: Int = 5) {
        let high = max(high, low + Self.leastSpan)
        let step = Self.step((high - low) / Double(steps))
        let (first, last) = ((low / step + 1e-9).rounded(.down), (high / step - 1e-9).rounded(.up))
        self.title = title
        self.unit = unit
        self.low = first * step
        self.high = last * step
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        let told = unit == .share ? 100 * step : step
        places = told >= 0.999 ? 0 : told >= 0.0999 ? 1 : told >= 0.00999 ? 2 : 3
    }

    /// The least of 1, 2 and 5 times a power of ten that is no smaller.
    private static func step(_ least: Double) -> Double {
        var power = 1e-6
        while true {
            for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) { return factor * power }
            power *= 10
        }
    }

    /// Where a value lies, 0 to 1, kept on the axis.
    func place(_ value: Double) -> Double { min(max((value - low) / (high - low), 0), 1) }

    func words(_ value: Double) -> String {
        let figure =
            switch unit {
            case .number: Figure.decimal(value, places: places)
            case .share: Figure.decimal(100 * value, places: places) + "%"
            }
        return figure.replacing("-", with: "−")
    }
}
