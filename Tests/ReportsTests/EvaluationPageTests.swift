import Evaluation
import Foundation
import Reports
import Testing

@Suite struct EvaluationPageTests {
    private func numbers(_ estimate: Estimate) -> [Double] {
        [estimate.value, estimate.low, estimate.high].compactMap { $0 }
    }

    @Test("The charts hold the numbers of evaluation.json")
    func charts() async throws {
        let evaluation = try ModelEvaluation(json: await ModelEvaluation.example().json())
        let series = ChartReader(EvaluationPage.text(evaluation)).series
        #expect(
            series["Discrimination (ROC curve)/roc"] == evaluation.roc.map { [$0.falsePositiveRate, $0.sensitivity] })
        #expect(
            series["Precision and recall/precision_recall"]
                == evaluation.roc.compactMap { point in point.precision.map { [point.sensitivity, $0] } })
        #expect(
            series["Who is found at the cut/cuts"]
                == evaluation.cuts.filter { $0.sensitivity.value != nil }.map {
                    [$0.randomSensitivity ?? .nan] + numbers($0.sensitivity)
                })
        #expect(
            series["Calibration/groups"]
                == evaluation.calibration.groups.map { [$0.meanRisk] + numbers($0.observed) })
        #expect(
            series["Calibration/curve"] == evaluation.calibration.curve.map { [$0.predicted, $0.observed] })
        #expect(
            series["Net benefit/model"] == evaluation.netBenefit.map { [$0.threshold, $0.model.value ?? .nan] })
        #expect(
            series["Net benefit/interval"]
                == evaluation.netBenefit.filter { $0.model.low != nil }.map {
                    [$0.threshold, $0.model.low ?? .nan, $0.model.high ?? .nan]
                })
        #expect(
            series["Risks given/bars"]
                == evaluation.histogram.map { [$0.rows, $0.events].compactMap { $0.map(Double.init) } })
        let area = evaluation.subgroups[0].levels.filter { $0.auroc.value != nil }
        #expect(series["Area/AUROC"] == area.map { numbers($0.auroc) })
        #expect(series["Area/Observed over expected"] == area.map { numbers($0.observedOverExpected) })
        #expect(series["What moves the risk most/bars"] == [[0.7], [0.4]])
    }

    @Test("No words of a forest reach past its edges, whatever the font")
    func forestWords() async throws {
        let page = EvaluationPage.text(await .example())
        let figures = page.matches(
            of: #/<figcaption>Area<\/figcaption>\s*<svg[^>]*viewBox="0 0 ([0-9.]+) [^>]*>([\s\S]*?)<\/svg>/#)
        let figure = try #require(figures.first)
        let width = try #require(Double(figure.output.1))
        let words = figure.output.2.matches(
            of: #/<text class="([a-z ]+)" x="([0-9.]+)" y="[0-9.]+" text-anchor="(end|middle)">([^<]*)<\/text>/#)
        #expect(words.contains { $0.output.4 == "Observed over expected" })
        for word in words {
            let x = try #require(Double(word.output.2))
            // A bold letter of 13 pixels is 7.4 wide on average, a plain one of 12 at most 8.
            let length = Double(word.output.4.count) * (word.output.1 == "heading" ? 7.4 : 7)
            let reach = word.output.3 == "end" ? (x - length, x) : (x - length / 2, x + length / 2)
            #expect(reach.0 >= 0 && reach.1 <= width, "\(word.output.4)")
        }
    }

    @Test("The page begins with what a safety officer asks")
    func summary() async throws {
        let page = EvaluationPage.text(await .example())
        let summary = try #require(page.firstRange(of: "In short"))
        #expect(summary.lowerBound < page.firstRange(of: "Measures, with 95% intervals")!.lowerBound)
        for words in [
            "How well it ranks", "At the top 4%", "How true the risks are", "Risks are too low on the whole.",
            "Who is served worse", "risks too low by more than a tenth: Area South &amp; east",
            "People on a caseload were left out.", "The frailty flag has no date.", "an &lt;emergency&gt; admission",
            "Disclosure control",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("<emergency>"))
    }

    @Test("Thresholds at which the model is better are told apart where there are others between them")
    func stretches() async {
        var evaluation = await ModelEvaluation.example()
        // Better by more than nothing, and than taking everybody, at 5%, 10% to 20% and 40%.
        let isUseful: Set<Int> = [5, 10, 15, 20, 40]
        let percents = [2, 5, 7, 10, 15, 20, 30, 40, 50]
        for (place, percent) in percents.enumerated() {
            evaluation.netBenefit[place].threshold = Double(percent) / 100
            evaluation.netBenefit[place].all = 0.02
            evaluation.netBenefit[place].model = Estimate(
                value: 0.1, low: isUseful.contains(percent) ? 0.05 : -0.01, high: 0.2)
        }
        evaluation.netBenefit.removeSubrange(percents.count...)
        let sentence = EvaluationSummary(evaluation).sentences.first { $0.about == "What it is worth" }?.words
        #expect(
            sentence
                == "acting on it is better than taking everybody or nobody for thresholds of risk of 5%, and between "
                + "10% and 20%, and of 40%.")
    }

    @Test("Charts are told to those who cannot see them, and the page runs and fetches nothing")
    func accessible() async {
        let page = EvaluationPage.text(await .example())
        let charts = page.matches(of: #/<svg class="chart" role="img"/#).count
        #expect(charts >= 8)
        #expect(
            page.matches(of: #/<svg[^>]*aria-label="[^"]+"><title>[^<]+<\/title><desc>[^<]+<\/desc>/#).count == charts)
        for word in ["<script", "http:", "https:", "url(", "@import", "<img", "<link"] { #expect(!page.contains(word)) }
        #expect(ChartReader.nests(page))
        #expect(!page.contains("nan") && !page.contains("inf\""))
    }

    @Test("Few people, one outcome and missing parts make a page without empty charts", arguments: [0, 1, 30, 300])
    func few(count: Int) async {
        let input: EvaluationInput = .example(max(count, 4))
        var bare = EvaluationInput(model: input.model, scored: input.scored, persons: input.persons)
        bare.retraining = nil
        if count == 0 {
            bare = EvaluationInput(
                model: input.model, scored: ScoredOutcomes(outcomes: [], risks: []), persons: [])
        }
        let evaluator = Evaluator(bootstrap: Bootstrap(replicates: 16, threads: 1))
        for page in [
            EvaluationPage.text(await evaluator.evaluation(of: bare)),
            EvaluationPage.text(await .example(max(count, 4))),
        ] {
            #expect(ChartReader.nests(page))
            #expect(!page.contains("nan"))
            #expect(ChartReader(page).series.values.allSatisfy { !$0.isEmpty })
            if count < 300 { #expect(page.contains("There are too few people, or too few outcomes")) }
        }
    }

    @Test("A model of people who do not exist says so first")
    func synthetic() async {
        let notice = "Trained on people who do not exist."
        #expect(EvaluationPage.text(await .example(300, isSynthetic: true)).contains(notice))
        #expect(!EvaluationPage.text(await .example(300)).contains(notice))
    }
}
