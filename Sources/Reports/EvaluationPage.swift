import Evaluation
import Tabular

/// report.html: an evaluation to read on a screen and on paper. It holds what `evaluation.json` holds, no more.
public enum EvaluationPage {
    /// The whole file.
    public static func text(_ evaluation: ModelEvaluation) -> String {
        let model = evaluation.model
        let charts = EvaluationCharts(evaluation)
        let tables = EvaluationPageTables(evaluation)
        let body: [[HTML]] = [
            top(evaluation), [summary(EvaluationSummary(evaluation))], facts(evaluation),
            section("How well it ranks", [charts.roc, charts.precisionRecall], [tables.measures]),
            section("Who is found at the cut", [charts.capture, charts.histogram], [tables.cuts]),
            section("How true the risks are", [charts.calibration, tables.groups], []),
            section("What acting on it is worth", [charts.netBenefit, tables.netBenefit], []),
            SubgroupSection(evaluation).html,
            section("Predictors", [charts.importance, tables.missingness], [tables.ablation]),
            attrition(evaluation, tables), words(evaluation),
        ]
        return HTMLPage(
            title: "Evaluation – \(model.name) \(model.version)",
            body: [.element("main", [:], body.flatMap { $0 })], style: ChartStyle.text
        ).text
    }

    static let syntheticNotice =
        "Trained on people who do not exist. These figures show how things work; the model is not for care."

    private static func top(_ evaluation: ModelEvaluation) -> [HTML] {
        let model = evaluation.model
        return (model.isSynthetic ? [HTML.notice(syntheticNotice)] : []) + [
            .element("h1", [:], "\(model.name) \(model.version): evaluation").line,
            .element("p", ["class": "lead"], "The risk of \(model.outcome).").line,
        ]
    }

    static func summary(_ summary: EvaluationSummary) -> HTML {
        let points = summary.sentences.map { point in
            HTML.element("li", [:], [.element("strong", [:], point.about), .text(": " + point.words)]).line
        }
        guard !points.isEmpty else {
            let sentence = "There are too few people, or too few outcomes, to say how good this model is."
            return .element("div", ["class": "verdict"], [.element("p", [:], sentence).line]).line
        }
        return .element(
            "div", ["class": "verdict"], [.element("p", [:], "In short").line, .element("ul", [:], points).line]
        ).line
    }

    private static func facts(_ evaluation: ModelEvaluation) -> [HTML] {
        let model = evaluation.model
        func dates(_ dates: [String]) -> String {
            dates.isEmpty ? "not stated" : dates.map(DateWords.words).joined(separator: ", ")
        }
        var facts = [
            ("Outcome", model.definition ?? model.outcome), ("Who", model.population),
            ("Index dates of this evaluation", dates(model.indexDates)),
            ("Index dates of the fit", dates(model.trainedOn)),
            ("People", EstimateWords.count(evaluation.persons)),
            ("With the outcome", EstimateWords.count(evaluation.events)),
            ("Share with the outcome", EstimateWords.share(evaluation.measures.prevalence)),
        ]
        if evaluation.rows != evaluation.persons {
            facts.insert(("Rows (a person at an index date)", EstimateWords.count(evaluation.rows)), at: 5)
        }
        if evaluation.isWeighted { facts.append(("Weights", "rows are weighted; counts are not")) }
        return [.heading("What was evaluated"), .facts(facts.map { (name: $0.0, value: $0.1) })]
    }

    /// Charts and small tables side by side where there is room, then wide tables. Nothing where there are none.
    static func section(_ heading: String, _ charts: [HTML?], _ tables: [HTML?]) -> [HTML] {
        let (charts, tables) = (charts.compactMap { $0 }, tables.compactMap { $0 })
        guard !charts.isEmpty || !tables.isEmpty else { return [] }
        let grid = charts.isEmpty ? [] : [HTML.element("div", ["class": "charts"], charts).line]
        return [.heading(heading)] + grid + tables
    }

    private static func attrition(_ evaluation: ModelEvaluation, _ tables: EvaluationPageTables) -> [HTML] {
        let limits =
            evaluation.limits.isEmpty
            ? [HTML.element("p", [:], "Nothing was declared.").line] : [HTML.bullets(evaluation.limits)]
        let retraining = evaluation.retraining ?? "Nothing was declared."
        return section("From registration to evaluation", [], [tables.attrition])
            + [.heading("What could not be reconstructed")] + limits + [
                .heading("The retraining trap"),
                .element(
                    "p", [:],
                    "Acting on lists changes outcomes: people who were helped look as if they had been at lower risk."
                ).line,
                .element("p", [:], retraining).line,
            ]
    }

    private static func words(_ evaluation: ModelEvaluation) -> [HTML] {
        let replicates =
            evaluation.bootstrap.replicates == 0
            ? "No intervals were computed."
            : "95% of \(Figure.count(evaluation.bootstrap.replicates)) bootstrap replicates lie within an interval. "
                + "People are drawn with all their rows; calibration follows by one Newton step. Measures of a "
                + "subgroup keep the cut as it was drawn for all people."
        let facts = [
            (name: "Intervals", value: replicates),
            (name: "AUROC", value: "How often a person with the outcome has the higher risk of two. 0.5 is chance."),
            (name: "PPV", value: "The share of those taken who had the outcome."),
            (name: "Sensitivity", value: "The share of those who had the outcome who were taken."),
            (name: "Lift", value: "How many times as frequent the outcome is among those taken as among all."),
            (name: "Calibration slope", value: "Below 1, high risks are too high and low ones too low."),
            (name: "In the large", value: "What must be added to every log-odds for risks to add up to outcomes."),
            (name: "Scaled Brier score", value: "1 is perfect; 0 is no better than giving everyone the average."),
            (name: "–", value: "Withheld, or not computable."),
            (name: "Disclosure control", value: evaluation.disclosureControl),
        ]
        return [.heading("Words"), .facts(facts)]
    }
}
