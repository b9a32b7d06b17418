import Evaluation
import Tabular

/// impact.html: whether a programme's lists helped, to read on a screen and on paper. It holds what `impact.json` holds,
/// no more.
public enum ImpactPage {
    /// The whole file.
    public static func text(_ evaluation: ImpactEvaluation) -> String {
        let question = evaluation.question
        let body: [[HTML]] = [
            top(evaluation), [summary(evaluation)], facts(evaluation), methods(evaluation), before(evaluation),
            cautions(evaluation), alike(evaluation), limits(evaluation), words(evaluation),
        ]
        return HTMLPage(
            title: "Impact – \(question.title)", body: [.element("main", [:], body.flatMap { $0 })],
            style: ChartStyle.text
        ).text
    }

    static let syntheticNotice = "These people do not exist. The figures show how the methods work, and nothing else."

    private static func top(_ evaluation: ImpactEvaluation) -> [HTML] {
        let question = evaluation.question
        return (question.isSynthetic ? [HTML.notice(syntheticNotice)] : []) + [
            .element("h1", [:], "\(question.title): did the lists help?").line,
            .element(
                "p", ["class": "lead"],
                "Everybody who came on to a list from \(DateWords.words(question.from)) to \(DateWords.words(question.to)), whether "
                    + "or not anything was done for them, by how many events they had. An event is one of the outcome: \(question.outcome)."
            ).line,
        ]
    }

    private static func summary(_ evaluation: ImpactEvaluation) -> HTML {
        let points = ImpactSummary(evaluation).sentences.map { point in
            HTML.element("li", [:], [.element("strong", [:], point.about), .text(": " + point.words)]).line
        }
        guard !points.isEmpty else {
            let sentence = "There are too few people, or too few events, to say whether the lists helped."
            return .element("div", ["class": "verdict"], [.element("p", [:], sentence).line]).line
        }
        return .element(
            "div", ["class": "verdict"], [.element("p", [:], "In short").line, .element("ul", [:], points).line]
        ).line
    }

    private static func facts(_ evaluation: ImpactEvaluation) -> [HTML] {
        let question = evaluation.question
        let facts =
            [
                (name: "Programme", value: question.programme),
                (name: "Issues in the period", value: Figure.count(question.issues)),
                (name: "Days before and after", value: Figure.count(question.days)),
            ] + evaluation.accounts.map { (name: $0.name.capitalisedFirst, value: EstimateWords.count($0.people)) }
        return [.heading("What was asked"), .facts(facts)]
    }

    // MARK: What each method says

    private static func methods(_ evaluation: ImpactEvaluation) -> [HTML] {
        let effects = HTMLTable(
            caption: "The list's effect by each method, with 95% intervals",
            columns: [
                .words("Method"), .words("Change in events"), .number("Events more or fewer for each 100 people"),
            ],
            rows: evaluation.findings.map { finding in
                let change = evaluation.silence(of: finding) ?? ImpactWords.change(finding.effect)
                return [finding.method.words, change, ImpactWords.difference(finding.effect)].map(HTML.text)
            }
        ).html
        return EvaluationPage.section("What each method says", [chart(evaluation), effects], [compared(evaluation)])
    }

    private static func compared(_ evaluation: ImpactEvaluation) -> HTML {
        let rows = evaluation.findings.map { finding in
            [
                finding.method.words, EstimateWords.count(finding.listed.people),
                ImpactWords.rate(finding.listed.after), EstimateWords.count(finding.compared.people),
                ImpactWords.rate(finding.compared.after), EstimateWords.percent(finding.listedLater),
            ]
        }
        return HTMLTable(
            caption: "Who was compared; events after are for each 100 people",
            columns: [
                .words("Method"), .number("Listed"), .number("Events after"), .number("Compared with"),
                .number("Their events after"), .number("Of these listed later"),
            ], rows: rows.map { $0.map(HTML.text) }
        ).html
    }

    private static func chart(_ evaluation: ImpactEvaluation) -> HTML? {
        var rows = evaluation.findings.map { ForestChart.Row(name: $0.method.words, estimates: [$0.effect.relative]) }
        rows.append(.init(name: "Before and after", estimates: [evaluation.naive.relative]))
        if let earlier = evaluation.earlier {
            rows.append(.init(name: "The same, no list", estimates: [earlier.naive.relative]))
            rows.append(.init(name: "Matched, no list", estimates: [earlier.matchedControls.relative]))
        }
        let ends = rows.flatMap(\.estimates).flatMap { [$0.value, $0.low, $0.high] as [Double?] }
        let told = ends.compactMap { $0 } + [0]
        return ForestChart(
            "Change in events",
            description: "The change in the number of events by each method, with 95% intervals; then the naive before "
                + "and after, and what two methods show where there was no list. The dashed line is no change.",
            panels: [
                .init(
                    axis: Axis(
                        "Change in events", from: max(told.min() ?? -1, -1), to: min(told.max() ?? 1, 1),
                        unit: .share, steps: 4),
                    reference: 0)
            ], rows: rows
        )?.html
    }

    private static func before(_ evaluation: ImpactEvaluation) -> [HTML] {
        var rows = [row("Those listed", evaluation.listed, evaluation.naive)]
        if let earlier = evaluation.earlier {
            rows.append(row("The same rule \(earlier.when), no list", earlier.chosen, earlier.naive))
        }
        let table = HTMLTable(
            caption: "Before and after, with 95% intervals; events are for each 100 people",
            columns: [
                .words("Group"), .number("People"), .number("Events before"), .number("Events after"),
                .number("Change"),
                .number("Died after"),
            ], rows: rows.map { $0.map(HTML.text) }
        ).html
        let why =
            "People come on to a list after a bad time. Bad times end by themselves, so that any group chosen like this "
            + "has fewer events afterwards: regression to the mean. The second row shows how many fewer."
        let trend = evaluation.earlier?.trend?.value.map { value in
            "Among those next in rank, who were on no list at either time, the ratio of events after to events before was "
                + "\(EstimateWords.percent(value.magnitude)) \(value <= 0 ? "lower" : "higher") in the period than then: "
                + "that much is allowed for where those listed are held against the same rule earlier."
        }
        return [.heading("Why before and after says little"), .element("p", [:], why).line, table]
            + [trend].compactMap { $0 }.map { .element("p", [:], $0).line }
    }

    private static func row(_ name: String, _ arm: ImpactEvaluation.Arm, _ naive: ImpactEffect) -> [String] {
        [
            name, EstimateWords.count(arm.people), ImpactWords.rate(arm.before), ImpactWords.rate(arm.after),
            ImpactWords.change(naive), EstimateWords.percent(arm.died),
        ]
    }

    // MARK: What it cannot say

    private static func cautions(_ evaluation: ImpactEvaluation) -> [HTML] {
        let facts = evaluation.findings.map { finding in
            (name: finding.method.words, value: "Against \(finding.method.comparison). \(finding.method.caution)")
        }
        return [.heading("How far each can be trusted"), .facts(facts)]
    }

    private static func alike(_ evaluation: ImpactEvaluation) -> [HTML] {
        guard !evaluation.balance.isEmpty else { return [] }
        let rows = evaluation.balance.map { line in
            [
                line.name.capitalisedFirst, EstimateWords.number(line.listed, places: 2),
                EstimateWords.number(line.controls, places: 2),
                EstimateWords.number(line.standardisedDifference, places: 2),
            ]
        }
        let table = HTMLTable(
            caption: "Means of the matched pairs. A standardised difference under 0.1 is held to be small.",
            columns: [
                .words("Matched by"), .number("Listed"), .number("Controls"), .number("Standardised difference"),
            ], rows: rows.map { $0.map(HTML.text) }
        ).html
        return [.heading("How alike the matched are"), table]
    }

    private static func limits(_ evaluation: ImpactEvaluation) -> [HTML] {
        let always = [
            "Being on a list is what is evaluated. Whether anybody was visited, and what was done, is not known here.",
            "Only the number of events is asked after: not how people felt, how long they stayed at home, or what it cost.",
            "People who died or moved away count with the events that they had by then.",
            "Risks of past days are worked out from today's extracts, and need not be those of the night.",
        ]
        return [.heading("What this cannot say"), .bullets(always + evaluation.limits)]
    }

    private static func words(_ evaluation: ImpactEvaluation) -> [HTML] {
        let facts = [
            (
                name: "Intervals",
                value: "95% of \(Figure.count(evaluation.bootstrap.replicates)) bootstrap replicates lie within an "
                    + "interval; people are drawn with all their rows, matched pairs whole."
            ),
            (
                name: "Change in events",
                value: "Against what the method expects had there been no list. −10% is a tenth fewer."
            ),
            (
                name: "Of these listed later",
                value: "People compared with who came on to a list all the same; they make an effect look smaller."
            ),
            (name: "–", value: "Withheld, or not computable."),
            (name: "Disclosure control", value: evaluation.disclosureControl),
        ]
        return [.heading("Words"), .facts(facts)]
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
