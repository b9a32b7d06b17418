import FeatureData
import Scoring

/// A fit with the terms it is of, and how it was come by.
public struct FittedModel: Sendable {
    /// The features that went in, in column order.
    public let features: [RiskModel.Feature]
    /// The terms they became, a coefficient each.
    public let terms: [BasisTerm]
    /// By term: its column in the matrix that was fitted.
    public let columns: [FeatureColumn]
    public let fit: PenalisedFit
    /// How the penalty was chosen; nil where the design gives it.
    public let crossValidation: CrossValidation?
    /// The products that a score test chose, the strongest first.
    public let screened: [String]
    /// Features with missing values, which a mean stands for.
    public let filled: [String]
    /// Unpenalised terms that were left out, since the intercept and the terms before them determine them.
    public internal(set) var dependent: [String] = []
    /// Unpenalised terms that tell the outcome of some rows for certain: their coefficients would grow without end.
    public internal(set) var endless: [String] = []
    /// Whether cross-validation chose the smallest penalty that was tried, above 0.
    public var isSmallestTried: Bool { crossValidation?.isLast(fit.lambda) ?? false }

    /// In a sentence that the smallest penalty tried was chosen, and what that means; nil where another was.
    public var smallestTried: String? {
        guard isSmallestTried, let path = crossValidation?.path else { return nil }
        let chosen = "The penalty that was chosen is the smallest of \(path.fits.count) that were tried"
        switch path.ending {
        case .whole: return chosen + ": a smaller one may do better. Give a list of smaller lambdas, or no penalty."
        case .devianceUnchanged: return chosen + ": a smaller one explains hardly more of the rows of the fit."
        case .devianceExplained: return chosen + ": the fit explains nearly all there is in its rows."
        }
    }

    /// The terms that have a coefficient other than 0, each as the model weighs it.
    var weighed: [RiskModel.Term] {
        fit.selected.map { place in
            RiskModel.Term(
                terms[place], coefficient: fit.coefficients[place], mean: fit.standardisation.means[place],
                scale: fit.standardisation.scales[place])
        }
    }
}
