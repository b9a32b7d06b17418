/// Why a path of penalties went no further. A grid that was given is gone through.
public enum PathEnding: String, Sendable, Equatable, Codable {
    /// All penalties were tried.
    case whole
    /// The fit explains nearly all of the deviance: what comes after tells rows apart that are apart already.
    case devianceExplained = "deviance_explained"
    /// A smaller penalty explains hardly more.
    case devianceUnchanged = "deviance_unchanged"

    /// As glmnet has them: `devmax`, `fdev` and `mnlam` of `glmnet.control`, and its rule for a binomial outcome.
    private static let mostExplained = 0.999
    private static let leastChange = 1e-5
    private static let fewestFits = 5

    /// Whether a fit explains hardly more than the one before, and the next will not do more. A ridge path starts so far
    /// up that its first fits explain hardly more, each more than the last: where a signal is weak, that is no end.
    ///
    /// - Parameter explained: of three fits or more.
    private static func isUnchanged(_ explained: [Double], isRidge: Bool) -> Bool {
        let gains = zip(explained.dropFirst(), explained).map { $0 - $1 }
        guard let last = gains.last, last < leastChange else { return false }
        return !isRidge || last <= gains[gains.count - 2]
    }

    /// What the fits so far say; nil where the path goes on.
    ///
    /// - Parameter nullLogLoss: that of the intercept and the unpenalised columns alone.
    init?(after fits: [PenalisedFit], nullLogLoss: Double, _ lambdas: LambdaGrid) {
        guard case .spaced = lambdas, fits.count >= Self.fewestFits, nullLogLoss > 0 else { return nil }
        let explained = fits.suffix(3).map { 1 - $0.logLoss / nullLogLoss }
        if explained[explained.count - 1] > Self.mostExplained {
            self = .devianceExplained
        } else if Self.isUnchanged(explained, isRidge: fits[0].alpha < LambdaGrid.leastAlpha) {
            self = .devianceUnchanged
        } else {
            return nil
        }
    }
}
