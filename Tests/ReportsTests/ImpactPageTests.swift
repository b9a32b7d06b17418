import Evaluation
import Foundation
import Reports
import Testing

@Suite struct ImpactPageTests {
    /// A group whose events follow its numbers: a share of `rate` in 10 has one more after.
    private static func people(_ count: Int, from key: Int, before: Int, rate: Int) -> [FollowedPerson] {
        (0..<count).map { place in
            FollowedPerson(
                key: UInt64(key + place), before: place.isMultiple(of: 3) ? 0 : before,
                after: place * 7 % 10 < rate ? 1 : 0, hasDied: place.isMultiple(of: 9))
        }
    }

    private static func evaluation(_ count: Int = 200, hasTrial: Bool = true) async -> ImpactEvaluation {
        let question = ImpactEvaluation.Question(
            programme: "frail", title: "Frail <at home>", outcome: "an emergency admission", from: "2024-01-01",
            to: "2024-03-31", issues: 13, days: 180, isSynthetic: false)
        let listed = people(count, from: 0, before: 2, rate: 5)
        var input = ImpactInput(question: question, listed: listed)
        if hasTrial {
            input.trial = .init(listed: listed, heldOut: people(count / 2, from: 10_000, before: 2, rate: 7))
        }
        func matching(_ people: [FollowedPerson], _ predictor: Double) -> [MatchingPerson] {
            people.enumerated().map { place, person in
                MatchingPerson(
                    person: person, stratum: 0, predictor: predictor + Double(place) / 1000, expected: 0.3, age: 80,
                    conditions: 3)
            }
        }
        input.matching.match(
            matching(listed, -1), among: matching(people(count, from: 20_000, before: 2, rate: 6), -1.05))
        input.line = people(2 * count, from: 30_000, before: 1, rate: 6).enumerated().map { place, person in
            LinePerson(person: person, distance: Double(place - count) / Double(2 * count))
        }
        let earlier = people(count, from: 40_000, before: 2, rate: 6)
        var before = ControlMatching()
        before.match(matching(earlier, -1), among: matching(people(count, from: 50_000, before: 2, rate: 6), -1.05))
        input.earlier = .init(from: "2023-07-05", to: "2023-10-04", chosen: earlier, matching: before)
        input.accounts = [(name: "came on to a list", people: count)]
        input.limits = ["A limit of these extracts."]
        return await ImpactEvaluator(bootstrap: Bootstrap(replicates: 64, threads: 2)).evaluation(of: input)
    }

    @Test("The chart holds the numbers of impact.json")
    func chart() async throws {
        let evaluation = try ImpactEvaluation(json: await Self.evaluation().json())
        let earlier = try #require(evaluation.earlier)
        let told =
            evaluation.findings.map(\.effect.relative) + [
                evaluation.naive.relative, earlier.naive.relative, earlier.matchedControls.relative,
            ]
        #expect(told.count == 7)
        let points = told.filter { $0.value != nil }.map { [$0.value, $0.low, $0.high].compactMap { $0 } }
        #expect(ChartReader(ImpactPage.text(evaluation)).series["Change in events/Change in events"] == points)
    }

    @Test("The page says what was asked, what each method says and what it cannot say")
    func content() async {
        let page = ImpactPage.text(await Self.evaluation())
        for words in [
            "Frail &lt;at home&gt;: did the lists help?", "The best evidence here",
            "(hold-out, by lot)", "This is not the effect of the list.",
            "from 5 July 2023 to 4 October 2023, when there was no list",
            "How far the methods agree", "Why before and after says little", "What this cannot say",
            "A limit of these extracts.", "How alike the matched are",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(ChartReader.nests(page) && !page.contains("<at home>") && !page.contains("nan"))
        #expect(!page.contains("These people do not exist"))
    }

    @Test("What is said of a change, which may be a sentence, breaks into lines, and dates are in words")
    func wraps() async {
        let page = ImpactPage.text(await Self.evaluation(hasTrial: false))
        #expect(page.contains("<td class=\"words\">none was kept</td>"))
        #expect(page.contains("from 1 January 2024 to 31 March 2024") && !page.contains(#/>[^<]*[0-9]{4}-[0-9]{2}-/#))
    }

    @Test("An interval that no number of events can have is not told, and whoever says nothing says why")
    func tooFew() async throws {
        var evaluation = await Self.evaluation(hasTrial: false)
        // 30 days of 565 people, 80 of them matched, made by another program.
        evaluation.findings[1].effect = ImpactEffect(
            relative: Estimate(value: 4.196, low: -51.827, high: 39.204),
            difference: Estimate(value: 0.0378, low: -0.0154, high: 0.092))
        evaluation.findings[2].effect = ImpactEffect(relative: Estimate(value: nil), difference: Estimate(value: nil))
        evaluation.findings[2].listed.people = 80
        evaluation.listed.people = 565
        evaluation.findings[3].effect = ImpactEffect(
            relative: Estimate(value: -0.326, low: -0.617, high: 0.05),
            difference: Estimate(value: -0.0401, low: -0.1136, high: 0.0047))
        let sentences = Dictionary(
            uniqueKeysWithValues: ImpactSummary(evaluation).sentences.map { ($0.about, $0.words) })
        #expect(
            sentences["The best evidence here (the same rule, earlier)"]
                == "for each 100 people those listed had 4.0 fewer events than people whom the same rule would have "
                + "chosen before there was a list (95% interval: 11.4 fewer to 0.5 more). That is 32.6% fewer (95% "
                + "interval: 61.7% fewer to 5.0% more). That is compatible with no effect at all.")
        #expect(
            sentences["What says nothing here"]
                == "Hold-out, by lot – none was kept; At the line – too few events to say; Matched controls – 80 of 565 "
                + "listed were matched, too few of them with events or without to be told.")
        let page = ImpactPage.text(evaluation)
        #expect(!page.contains("5182") && !page.contains("3920") && page.contains("too few events to say"))
        evaluation.findings[3].effect.relative.low = -1.2
        #expect(ImpactSummary(evaluation).sentences[0].words.hasPrefix("no method has enough events to say"))
    }

    @Test("Without a hold-out the next best method leads, and few people make a page that says so")
    func few() async {
        let without = ImpactPage.text(await Self.evaluation(hasTrial: false))
        #expect(without.contains("The best evidence here (at the line)"))
        let few = ImpactPage.text(await Self.evaluation(6))
        #expect(few.contains("There are too few people, or too few events, to say whether the lists helped."))
        #expect(ChartReader.nests(few) && !few.contains("nan"))
    }
}
