import Evaluation
import Foundation

/// How a fit was come by, as `fit.json` in a model's folder holds it: the objective, how near the optimum it is, why it
/// stopped, and every penalty that was tried.
public struct FitRecord: Sendable {
    public let fitted: FittedModel
    /// The largest violation of the optimality conditions at which a fit is done.
    public let tolerance: Double

    public init(_ fitted: FittedModel, tolerance: Double) {
        self.fitted = fitted
        self.tolerance = tolerance
    }

    /// Keys sorted, numbers in the fewest digits that read back the same; null for what cannot be told.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let data = try? encoder.encode(content) else { preconditionFailure("no number here is not finite") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private var content: Content {
        let fit = fitted.fit
        return Content(
            objective: fit.objective, logLoss: fit.logLoss, lambda: fit.lambda, alpha: fit.alpha,
            gradientNorm: fit.gradientNorm, tolerance: tolerance, stoppingRule: fit.stoppingRule,
            newtonSteps: fit.iterations, gradientEvaluations: fit.gradientEvaluations,
            hessianEvaluations: fit.hessianEvaluations, rows: DisclosureControl.released(fit.rows),
            events: DisclosureControl.released(fit.events), termsOffered: fitted.terms.count,
            termsWithWeight: fit.selected.count, screened: fitted.screened, leftOut: fitted.dependent,
            crossValidation: fitted.crossValidation?.points.map(Point.init),
            pathEnding: fitted.crossValidation?.path.ending,
            choseSmallestLambda: fitted.crossValidation.map { _ in fitted.isSmallestTried },
            screenedWithinFolds: fitted.crossValidation != nil && !fitted.screened.isEmpty ? true : nil)
    }

    /// The keys in camel case.
    private struct Content: Encodable {
        let objective, logLoss, lambda, alpha, gradientNorm, tolerance: Double
        let stoppingRule: StoppingRule
        let newtonSteps, gradientEvaluations, hessianEvaluations: Int
        let rows, events: Int?
        let termsOffered, termsWithWeight: Int
        let screened, leftOut: [String]
        let crossValidation: [Point]?
        let pathEnding: PathEnding?
        /// Whether the lambda that was chosen is the smallest of them; whether each fold's fit has products of its own.
        let choseSmallestLambda, screenedWithinFolds: Bool?
    }

    private struct Point: Encodable {
        let lambda: Double
        let logLoss, logLossStandardError, auroc, aurocStandardError: Double?

        init(_ point: CrossValidation.Point) {
            func told(_ value: Double) -> Double? { value.isFinite ? value : nil }
            lambda = point.lambda
            logLoss = told(point.logLoss.mean)
            logLossStandardError = told(point.logLoss.standardError)
            auroc = told(point.auroc.mean)
            aurocStandardError = told(point.auroc.standardError)
        }
    }
}
