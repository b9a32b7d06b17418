import Tabular

/// A risk as people say it. Natural frequencies are understood better than percentages.
public enum RiskWords {
    /// `about 7 in 10`, `about 1 in 6`; nil for what is no probability.
    public static func words(_ risk: Double) -> String? {
        guard (0...1).contains(risk) else { return nil }
        if risk >= 0.95 { return "more than 9 in 10" }
        if risk >= 0.45 { return "about \(Int((10 * risk).rounded())) in 10" }
        if risk < 0.001 { return "less than 1 in 1,000" }
        return "about 1 in \(Figure.count(Int((1 / risk).rounded())))"
    }

    /// `71.3%`, or `5 points`.
    public static func figure(_ risk: Double, _ scale: ListProgramme.Scale) -> String {
        switch scale {
        case .risk: Figure.decimal(100 * risk, places: 1) + "%"
        case .points: risk == risk.rounded() ? Figure.decimal(risk, places: 0) : Figure.decimal(risk, places: 1)
        }
    }
}
