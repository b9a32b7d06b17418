import Evaluation
import Scoring

/// The model card, CARD.md: what the program knows of a model, under the headings of TRIPOD+AI in their order
/// (Collins and others, BMJ 2024; 385: e078378), and plain gaps where only a person can speak.
public struct ModelCard: Sendable {
    public var model: RiskModel
    public var fitted: FittedModel
    /// The penalty, in words.
    public var penalty: String
    /// The outcome and the eligible people, in the words of the design.
    public var outcome: String
    public var eligibility: String
    /// On a later index date than the model was trained on; nil where there was none.
    public var evaluation: ModelEvaluation?

    public init(
        model: RiskModel, fitted: FittedModel, penalty: String, outcome: String, eligibility: String,
        evaluation: ModelEvaluation? = nil
    ) {
        self.model = model
        self.fitted = fitted
        self.penalty = penalty
        self.outcome = outcome
        self.eligibility = eligibility
        self.evaluation = evaluation
    }

    public var markdown: String {
        ([title] + introduction + methods + openScience + results + discussion)
            .map { $0.joined(separator: "\n\n") }
            .joined(separator: "\n\n") + "\n"
    }

    private static let gap = "_To be completed by the responsible person._"
    private static let largestCoefficients = 15

    private func gap(_ heading: String) -> [String] { ["### " + heading, ModelCard.gap] }

    private var isSynthetic: Bool { model.training?.synthetic ?? false }

    private var title: [String] {
        let warning =
            "**This model was trained on a synthetic population. It must be retrained on local data before use: "
            + "its coefficients describe people who do not exist.**"
        return ["# \(model.name) \(model.version)"] + (isSynthetic ? [warning] : []) + [
            "Predicts \(outcome). Written by `anticipate train`; what it could not know is marked as such."
        ]
    }

    private var introduction: [[String]] {
        [["## Introduction"], gap("Background and intended use"), gap("Objectives")]
    }

    private var methods: [[String]] {
        let population = model.training
        return [
            ["## Methods"],
            [
                "### Data",
                "Catalogue \(population?.catalogue ?? "unknown"); index date "
                    + "\(population?.indexDates.joined(separator: ", ") ?? "unknown"); "
                    + (isSynthetic ? "synthetic people" : "people registered at the index date")
                    + "; fingerprint `\(population?.fingerprint ?? "unknown")`.",
            ],
            ["### Participants", "\(eligibility)."],
            ["### Outcome", "\(outcome)."],
            ["### Predictors", predictors],
            ["### Sample size", "\(rounded(fit.rows)) rows, \(rounded(fit.events)) with the outcome."],
            ["### Missing data", missingData],
            [
                "### Analytical methods",
                "Logistic regression with \(penalty), lambda = \(fit.lambda): the objective is the mean log-loss + the "
                    + "penalty, on terms standardised by this population's mean and standard deviation. " + choice
                    + convergence,
            ],
            ["### Class imbalance", "Rows are neither dropped nor repeated for it."],
            ["### Fairness", fairness],
            [
                "### Model output",
                "A risk between 0 and 1. People are ranked by the linear predictor; a programme draws the cut.",
            ],
            ["### Training versus evaluation", trainingVersusEvaluation],
            gap("Ethical approval"),
        ]
    }

    private var fit: PenalisedFit { fitted.fit }

    private var predictors: String {
        let screened =
            fitted.screened.isEmpty
            ? "" : " A score test chose these products of features: \(fitted.screened.joined(separator: "; "))."
        return
            "\(fitted.features.count) features were offered as \(fitted.terms.count) terms; \(model.terms.count) terms "
            + "of \(model.features.count) features have a weight. They are listed in `model.json`, the features with the "
            + "fingerprints of their definitions." + screened
    }

    private var missingData: String {
        let given =
            "A person without rows has a feature's usual value, as the catalogue defines it. A feature without its "
            + "source is unavailable, and the model is then refused."
        guard !fitted.filled.isEmpty else { return given }
        return "These features have missing values, for which `model.json` has a stand-in, and a term that says so: "
            + fitted.filled.joined(separator: ", ") + "."
    }

    private var choice: String {
        guard let crossValidation = fitted.crossValidation else { return "" }
        let point = crossValidation.points[crossValidation.path.lambdas.firstIndex(of: fit.lambda) ?? 0]
        return
            "Lambda was chosen among \(crossValidation.points.count) by cross-validation over folds of people: held-out "
            + "log-loss \(Self.fixed(point.logLoss.mean)) (standard error \(Self.fixed(point.logLoss.standardError))), AUROC "
            + "\(Self.fixed(point.auroc.mean)) (\(Self.fixed(point.auroc.standardError))). "
    }

    private var convergence: String {
        "The fit reached the objective \(fit.objective) in \(fit.iterations) Newton steps; the largest violation of the "
            + "optimality conditions is \(fit.gradientNorm)"
            + (fit.converged ? "." : ", **which is not within the tolerance: the fit did not converge.**")
    }

    private var openScience: [[String]] {
        [
            ["## Open science"], gap("Funding and conflicts of interest"), gap("Protocol and registration"),
            ["### Code and model", "`model.json` and `design.yaml`, beside this card, reproduce the model."],
            ["## Patient and public involvement", ModelCard.gap],
        ]
    }

    private var results: [[String]] {
        [
            ["## Results"],
            ["### Participants", participants],
            ["### Model specification", "Intercept \(Self.fixed(model.intercept)).", coefficientTable],
            ["### Model performance"] + performance + ablationParagraphs,
            gap("Model updating"),
        ]
    }

    private var coefficientTable: String {
        let places = model.terms.indices.sorted {
            let (left, right) = (abs(model.terms[$0].coefficient), abs(model.terms[$1].coefficient))
            return left != right ? left > right : $0 < $1
        }
        let rows = places.prefix(ModelCard.largestCoefficients).map { place in
            let term = model.terms[place]
            let numbers = [term.coefficient, term.mean, term.scale].map(Self.fixed)
            return "| \(term.basis.name) | \(numbers.joined(separator: " | ")) |"
        }
        let head = [
            "The largest coefficients, by standard deviation:", "",
            "| term | coefficient | mean | standard deviation |", "| --- | --- | --- | --- |",
        ]
        return (head + rows).joined(separator: "\n")
    }

    private var performance: [String] {
        guard let evaluation else {
            return ["Not evaluated on a later index date. Do so with `anticipate evaluate` before use."]
        }
        return ModelPerformance(evaluation).paragraphs
    }

    private var discussion: [[String]] {
        [
            ["## Discussion"], gap("Interpretation"), ["### Limitations"] + limitations,
            gap("Usability and clinical safety"),
        ]
    }

    private var fairness: String {
        guard let evaluation, !evaluation.subgroups.isEmpty else {
            return "Not measured by group. " + ModelCard.gap
        }
        let names = evaluation.subgroups.map(\.name).joined(separator: ", ")
        return "Measured by \(names): see model performance. What follows from it is for a person to say. "
            + ModelCard.gap
    }

    private var trainingVersusEvaluation: String {
        guard let evaluation else { return "There is no evaluation on other index dates." }
        let (fitted, tested) = (evaluation.model.trainedOn, evaluation.model.indexDates)
        return "Trained on \(fitted.joined(separator: ", ")), evaluated on \(tested.joined(separator: ", ")); the same "
            + "outcome, eligibility and predictors."
    }

    private var participants: String {
        guard let evaluation, !evaluation.attrition.isEmpty else {
            return "`attrition.csv`, beside this card, has them step by step."
        }
        return
            (["At evaluation:", "", "| step | people |", "| --- | --- |"]
            + evaluation.attrition.map { "| \($0.name.replacing("|", with: "\\|")) | \(released($0.people)) |" })
            .joined(separator: "\n")
    }

    private var limitations: [String] {
        let known = evaluation?.limits ?? []
        let retraining = evaluation?.retraining.map { [$0] } ?? []
        return (known.isEmpty ? [] : [known.map { "- " + $0 }.joined(separator: "\n")]) + retraining + [ModelCard.gap]
    }

    private func rounded(_ count: Int) -> String { released(DisclosureControl.released(count)) }

    private func released(_ count: Int?) -> String { count.map(String.init) ?? "suppressed" }

    /// Four decimals; more than a million million as it is.
    static func fixed(_ value: Double) -> String {
        guard abs(value) < 1e12 else { return "\(value)" }
        let scaled = Int((abs(value) * 10_000).rounded())
        let decimals = String(String(scaled % 10_000 + 10_000).dropFirst())
        return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / 10_000).\(decimals)"
    }
}
