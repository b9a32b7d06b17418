import Cohorts
import Configuration
import FeatureData
import Foundation
import Testing

@Suite struct ProgrammeTests {
    @Test("A programme that says the least has the defaults")
    func defaults() throws {
        let programme = try Programme.text(
            "title: Frail\nmodel: emergency-admission/3\neligible: age >= 65\nselect: { per_practice: 20 }\n",
            id: "frail-at-home")
        #expect(programme.id == "frail-at-home")
        #expect(programme.model.name == "emergency-admission")
        #expect(programme.model.version == "3")
        #expect(programme.selection == .perPractice(20))
        #expect(
            programme.exclusions.map(\.rule) == [.caseload("frail-at-home"), .diedOrLeft])
        #expect(programme.exclusions[0].words == "on the caseload of this programme already")
        #expect(programme.split == .practice)
        #expect(programme.bands.map(\.name) == ["top 0.5%", "0.5% to 5%", "5% to 20%", "below the top 20%"])
        #expect(programme.bands.map(\.end.description) == ["0.5%", "5%", "20%", "100%"])
    }

    @Test("A programme says all it can say")
    func full() throws {
        let programme = try Programme.text(
            """
            title: Likely to be admitted
            model: emergency-admission
            eligible: age >= 18 and practice starts with L8
            select: { risk_at_least: 0.3 }
            exclude:
              - caseload: palliative-care
              - { caseload: virtual-ward, as: on the virtual ward }
            lists_by: neighbourhood
            bands: [{ name: highest, to: 1% }, { name: others, to: 100% }]
            """)
        #expect(programme.model.version == nil)
        #expect(programme.selection == .riskAtLeast(0.3))
        #expect(
            programme.exclusions.map(\.words) == [
                "on the caseload of palliative-care already", "on the virtual ward",
                "died or left since the index date",
            ])
        #expect(programme.split == .neighbourhood)
        #expect(programme.bands.map(\.name) == ["highest", "others"])
    }

    @Test("A programme with an empty list of exclusions leaves out only those who died or left")
    func noExclusions() throws {
        let programme = try Programme.text(
            "title: t\nmodel: m\neligible: age >= 65\nselect: { share: 4% }\nexclude: []\n")
        #expect(programme.exclusions.map(\.rule) == [.diedOrLeft])
    }

    @Test("A rule is told in plain words")
    func words() throws {
        #expect(Selection.share(try #require(Share("4%"))).words == "the 4% at highest risk among the eligible")
        #expect(Selection.perPractice(20).words == "the 20 at highest risk among the eligible of each practice")
        #expect(Selection.riskAtLeast(0.3).words == "everyone eligible whose risk is 0.3 or more")
    }

    @Test("Everything wrong with a programme is told at once, each with its place and what is allowed")
    func allProblems() {
        let problems = Problems()
        let programme = Programme.read(
            """
            titel: The most complex
            model: ../../etc
            eligible: age >=
            select: { share: 4%, per_practice: 20 }
            exclude: [{ caseload: A B }, { caseload: frail, as: x }, { caseload: frail }, own]
            lists_by: team
            bands: [{ name: top, to: 5% }, { name: next, to: 2% }]
            """, id: "Most Complex", file: "programmes/Most Complex.yaml", problems: problems)
        #expect(programme == nil)
        let place = "programmes/Most Complex.yaml"
        let names = "lower-case letters, digits and, between them, \"-\", \".\" and \"_\"; at most 64"
        #expect(
            Set(problems.all.map(\.description)) == [
                "\(place): a programme's file is named for it: \(names), then .yaml",
                "\(place):1:1: unknown key \"titel\"; allowed here: title, risk_of, model, catalogue, features, eligible, rising, select, stability, exclude, after_review, holdout, lists_by, bands, totals, people, caseload_last, near_misses, group_by, tell",
                "\(place):1:1: \"title\" is missing",
                "\(place):2:8: \"model\" must be a model's name, or name/version (each \(names))",
                "\(place):3:11: condition: expected a value, found the end",
                "\(place):4:9: \"select\" must have exactly one of: share, per_practice, risk_at_least, points_at_least",
                "\(place):5:23: \"caseload\" must be a programme's name: \(names)",
                "\(place):5:58: this caseload stands above already: name each once",
                "\(place):5:79: expected a mapping with keys from: caseload, where, as",
                "\(place):6:11: \"lists_by\" must be one of: practice, neighbourhood, provider",
                "\(place):7:8: the ends of bands (\"to\") must ascend, and the last must be 100%",
            ])
    }

    @Test(
        "A selection that cannot be is refused",
        arguments: [
            ("share: 104%", "\"share\" must be a share over 0 and at most 100%, such as 4%, 0.5% or 0.04"),
            ("share: 4", "\"share\" must be a share over 0 and at most 100%, such as 4%, 0.5% or 0.04"),
            ("per_practice: 0", "\"per_practice\" must be a whole number from 1 to 100000"),
            ("per_practice: 2.5", "\"per_practice\" must be a whole number from 1 to 100000"),
            ("risk_at_least: 1", "\"risk_at_least\" must be a number over 0 and below 1"),
            (
                "share: 4%, of: practice",
                "unknown key \"of\"; allowed here: share, per_practice, risk_at_least, points_at_least, places_of"
            ),
            ("risk_at_least: nan", "\"risk_at_least\" must be a number over 0 and below 1"),
        ])
    func selections(select: String, message: String) {
        let problems = Problems()
        let text = "title: t\nmodel: m\neligible: age >= 18\nselect: { \(select) }\n"
        #expect(Programme.read(text, id: "p", file: "p.yaml", problems: problems) == nil)
        #expect(problems.all.map(\.message) == [message])
    }

    @Test(
        "Names that would leave their folder are no names",
        arguments: ["../m", "m/..", "m/1/2", "/m", "m/", "M", ".m", ""])
    func modelNames(text: String) { #expect(ModelReference(text) == nil) }

    @Test("The programme that comes with the program reads without a problem")
    func shipped() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Models/programmes/most-complex-4pc.yaml")
        let programme = try Programme.text(String(contentsOf: file, encoding: .utf8), id: "most-complex-4pc")
        #expect(programme.selection == .share(try #require(Share("4%"))))
        #expect(programme.bands == Band.standard)
    }
}
