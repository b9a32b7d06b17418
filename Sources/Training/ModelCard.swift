import Evaluation
import Scoring

/// The model card, CARD.md: what the program knows of a model, under the headings of TRIPOD+AI in their order
/// (Collins and others, BMJ 2024; 385: e078378; items' numbers in brackets), and plain gaps where only a person can speak.
public struct ModelCard: Sendable {
    public var model: RiskModel
    public var fitted: FittedModel
    /// The penalty, in words.
    public var penalty: String
    /// What the rows count, in a sentence; nil where all count the same.
    public var weighting: String?
    /// The outcome and the eligible people, in the words of the design.
    public var outcome: String
    public var eligibility: String
    /// The outcome with its horizon and its rules; nil where they are not known here.
    public var definition: String?
    /// From all candidates to the rows of the fit, in people.
    public var attrition: [EvaluationInput.Loss]
    /// On a later index date than the model was trained on; nil where there was none.
    public var evaluation: ModelEvaluation?

    public init(
        model: RiskModel, fitted: FittedModel, penalty: String, weighting: String? = nil, outcome: String,
        eligibility: String, definition: String? = nil, attrition: [EvaluationInput.Loss] = [],
        evaluation: ModelEvaluation? = nil
    ) {
        self.model = model
        self.fitted = fitted
        self.penalty = penalty
        self.weighting = weighting
        self.outcome = outcome
        self.eligibility = eligibility
        self.definition = definition
        self.attrition = attrition
        self.evaluation = evaluation
    }

    public var markdown: String {
        ([title] + abstract + introduction + methods + openScience + results + discussion)
            .map { $0.joined(separator: "\n\n") }
            .joined(separator: "\n\n") + "\n"
    }

    /// What a model of a ready table has for a catalogue.
    public static let tableCatalogue = "ready table"

    /// Under which a recalibration is told.
    public static let updatingHeading = "Model updating (24)"
    /// Where only a person can speak.
    public static let gap = "_To be completed by the responsible person._"
    private static let largestCoefficients = 15

    private func gap(_ heading: String) -> [String] { ["### " + heading, ModelCard.gap] }

    private var isSynthetic: Bool { model.isSynthetic }

    private var title: [String] {
        let warning =
            "**This model was trained on a synthetic population. It must be retrained on local data before use: "
            + "its coefficients describe people who do not exist.**"
        return ["# \(model.name) \(model.version)"] + (isSynthetic ? [warning] : []) + [
            "Predicts \(outcome). Written by `anticipate train`; what it could not know is marked as such."
        ]
    }

    /// What a reader who reads no further should know.
    private var abstract: [[String]] {
        let measured = evaluation.map { ModelPerformance($0).inShort } ?? notEvaluated
        let what = "A prognostic model of \(outcome), for: \(eligibility)."
        return [["## Abstract (2)", [what, development, measured].joined(separator: " ")]]
    }

    private var introduction: [[String]] {
        [["## Introduction"], gap("Background and intended use (3)"), gap("Objectives (4)")]
    }

    private var methods: [[String]] {
        let population = model.training
        return [
            ["## Methods"],
            [
                "### Data (5)",
                "\(source); fingerprint `\(population?.fingerprint ?? "unknown")`.",
            ],
            ["### Participants (6)", "\(eligibility)."],
            ["### Data preparation (7)", preparation],
            ["### Outcome (8)", outcomeParagraph],
            ["### Predictors (9)"] + predictorParagraphs,
            ["### Sample size (10)", "\(rounded(fit.rows)) rows, \(rounded(fit.events)) with the outcome."],
            ["### Missing data (11)", missingData],
            [
                "### Analytical methods (12)",
                "Logistic regression with \(penalty), lambda = \(fit.lambda): the objective is the mean log-loss + the "
                    + "penalty, on terms standardised by this population's mean and standard deviation. " + known
                    + choice
                    + convergence,
            ],
            ["### Class imbalance (13)", "Rows are neither dropped nor repeated for it."],
            ["### Fairness (14)", fairness],
            [
                "### Model output (15)",
                "A risk between 0 and 1. People are ranked by the linear predictor; a programme draws the cut.",
            ],
            ["### Training versus evaluation (16)", trainingVersusEvaluation],
            gap("Ethical approval (17)"),
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
            + "fingerprints of their definitions." + screened + dependent
    }

    private var predictorParagraphs: [String] { [predictors] + BasisWords(fitted.terms).paragraphs }

    private var dependent: String {
        fitted.dependent.isEmpty
            ? ""
            : " Left out, since the intercept and the terms before them determine them: "
                + fitted.dependent.joined(separator: "; ") + "."
    }

    /// What the rows brought along.
    private var known: String {
        let offset = model.offset.map {
            "The column \($0) is an offset: it is added to the linear predictor as it is, in the fit and in every score. "
        }
        return (weighting.map { $0 + " " } ?? "") + (offset ?? "")
    }

    private var choice: String {
        guard let crossValidation = fitted.crossValidation else { return "" }
        let point = crossValidation.points[crossValidation.path.lambdas.firstIndex(of: fit.lambda) ?? 0]
        // Of a fold of one outcome only there is no AUROC, and so no mean.
        let auroc =
            point.auroc.mean.isFinite
            ? "\(Self.fine(point.auroc.mean)) (\(Self.fine(point.auroc.standardError)))"
            : "unknown, since a fold has one outcome only"
        return
            "Lambda was chosen among \(crossValidation.points.count) by cross-validation over folds of people: held-out "
            + "log-loss \(Self.fine(point.logLoss.mean)) (standard error \(Self.fine(point.logLoss.standardError))), AUROC "
            + "\(auroc). "
            + (fitted.screened.isEmpty
                ? "" : "Each fold was predicted by a fit whose products were chosen anew, without its rows. ")
            + (fitted.smallestTried.map { "**\($0)** " } ?? "")
    }

    private var convergence: String {
        "The fit reached the objective \(fit.objective) in \(fit.iterations) Newton steps; the largest violation of the "
            + "optimality conditions is \(fit.gradientNorm)"
            + (fit.converged
                ? ", within the tolerance at which it stops."
                : ", **which is not within the tolerance: the fit did not converge.**")
    }

    private var openScience: [[String]] {
        [
            ["## Open science"], gap("Funding and conflicts of interest (18a, 18b)"),
            gap("Protocol and registration (18c, 18d)"), gap("Data sharing (18e)"),
            [
                "### Code sharing (18f)",
                "`model.json` and `design.yaml`, beside this card, reproduce the model; `fit.json` tells how near the optimum "
                    + "the fit came, why it stopped, and each penalty that was tried.",
            ],
            ["## Patient and public involvement (19)", ModelCard.gap],
        ]
    }

    private var results: [[String]] {
        [
            ["## Results"],
            ["### Participants (20)"] + participants,
            ["### Model development (21)", development],
            [
                "### Model specification (22)",
                "Intercept \(Self.fixed(model.intercept))." + (model.offset.map { " Offset \($0)." } ?? ""),
                coefficientTable,
            ],
            ["### Model performance (23)"] + performance + ablationParagraphs,
            gap(Self.updatingHeading),
        ]
    }

    private var coefficientTable: String {
        let places = model.terms.indices.sorted {
            let (left, right) = (abs(model.terms[$0].coefficient), abs(model.terms[$1].coefficient))
            return left != right ? left > right : $0 < $1
        }
        let rows = places.prefix(ModelCard.largestCoefficients).map { place in
            let term = model.terms[place]
            return [term.basis.name] + [term.coefficient, term.mean, term.scale].map(Self.fixed)
        }
        return "The largest coefficients, by standard deviation:\n\n"
            + MarkdownTable.text(["term", "coefficient", "mean", "standard deviation"], rows)
    }

    private var performance: [String] {
        guard let evaluation else {
            return [notEvaluated]
        }
        return ModelPerformance(evaluation).paragraphs
    }

    private var notEvaluated: String {
        "Not evaluated on a later index date. Do so with `anticipate evaluate` before use."
    }

    private var preparation: String {
        isOfTable
            ? "The table was prepared elsewhere. " + ModelCard.gap
            : "Before a feature is made, rows that break a rule of the mapping are set aside, repeated ones are dropped and "
                + "people who object are left out; a run's quality page accounts for every row, by source and practice."
    }

    private var development: String {
        let choice = fitted.crossValidation.map {
            " The penalty was chosen among \($0.points.count) by cross-validation."
        }
        return "Fitted on \(rounded(fit.rows)) rows, \(rounded(fit.events)) with the outcome." + (choice ?? "")
            + (evaluation.map { evaluation in
                " Evaluated on \(released(evaluation.rows)) rows, \(released(evaluation.events)) with the outcome."
            } ?? "")
    }

    private var discussion: [[String]] {
        [
            ["## Discussion"], gap("Interpretation (25)"), ["### Limitations (26)"] + limitations,
            gap("Usability and clinical safety (27)"),
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

    private var limitations: [String] {
        let known = evaluation?.limits ?? []
        let retraining = evaluation?.retraining.map { [$0] } ?? []
        return (known.isEmpty ? [] : [known.map { "- " + $0 }.joined(separator: "\n")]) + retraining + [ModelCard.gap]
    }

    private func rounded(_ count: Int) -> String { released(DisclosureControl.released(count)) }

    /// Four decimals; more than a million million as it is, and what is no number as a dash.
    static func fixed(_ value: Double) -> String { fixed(value, decimals: 4) }

    /// Six decimals: what designs are chosen by differs in the fourth or fifth.
    private static func fine(_ value: Double) -> String { fixed(value, decimals: 6) }

    private static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        guard abs(value) < 1e12 else { return "\(value)" }
        let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
        let scaled = Int((abs(value) * Double(unit)).rounded())
        let digits = String(String(scaled % unit + unit).dropFirst())
        return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / unit).\(digits)"
    }
}
