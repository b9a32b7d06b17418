import Cohorts
import Configuration
import FeatureData
import Testing

/// What a programme may say beside who, how many and by which model.
@Suite struct ProgrammeLanguageTests {
    private static let least = "title: t\nmodel: m\neligible: age >= 18\n"

    private func problems(_ more: String) -> [String] {
        let problems = Problems()
        let programme = Programme.read(Self.least + more, id: "p", file: "p.yaml", problems: problems)
        #expect((programme == nil) == !problems.isEmpty)
        return problems.all.map(\.description)
    }

    @Test("A rising risk is one of so many times that of so many months before")
    func rising() throws {
        let programme = try Programme.text(
            Self.least + "select: { share: 4% }\nrising: { over: 3 months, at_least: 1.25 times }\n")
        let rising = try #require(programme.rising)
        #expect(rising == Rising(months: 3, times: 1.25))
        #expect(rising.isMet(by: 0.25, then: 0.2) && !rising.isMet(by: 0.2499, then: 0.2))
    }

    @Test(
        "A rise that cannot be is refused",
        arguments: [
            ("{ over: 3 months }", "p.yaml:5:9: \"at_least\" is missing"),
            (
                "{ over: 0 months, at_least: 1.25 times }",
                "p.yaml:5:17: \"over\" must be a number of months from 1 to 60, such as 3 months"
            ),
            (
                "{ over: 3 months, at_least: 1 times }",
                "p.yaml:5:37: \"at_least\" must be a number over 1 and times, such as 1.25 times"
            ),
            (
                "{ over: 3 months, at_least: 25% }",
                "p.yaml:5:37: \"at_least\" must be a number over 1 and times, such as 1.25 times"
            ),
            (
                "{ since: 3 months, over: 3 months, at_least: 2 times }",
                "p.yaml:5:11: unknown key \"since\"; allowed here: over, at_least"
            ),
        ])
    func badRise(rising: String, problem: String) {
        #expect(problems("select: { share: 4% }\nrising: \(rising)\n").contains(problem))
    }

    @Test("People are left out by a condition, which has a name and stands where it is counted")
    func conditions() throws {
        let programme = try Programme.text(
            Self.least + """
                select: { per_practice: 5 }
                exclude:
                  - { where: ltc_palliative = 1, as: on a palliative register }
                  - { caseload: p }
                  - { where: "age > 90 or care_home = 1", as: cared for }
                """, id: "p")
        #expect(
            programme.exclusions.map(\.words) == [
                "on a palliative register", "on the caseload of this programme already", "cared for",
                "died or left since the index date",
            ])
        #expect(programme.exclusionConditions.map(\.place) == [0, 2])
        #expect(programme.words == ["age", "ltc_palliative", "care_home", "practice"])
    }

    @Test(
        "An exclusion that tells nobody why is refused",
        arguments: [
            ("{ where: age > 90 }", "p.yaml:5:11: \"as\" is missing"),
            ("{ as: because }", "p.yaml:5:11: an exclusion has exactly one of: caseload, where"),
            (
                "{ where: age > 90, caseload: p, as: x }",
                "p.yaml:5:11: an exclusion has exactly one of: caseload, where"
            ),
            ("{ where: age >, as: x }", "p.yaml:5:20: condition: expected a value, found the end"),
        ])
    func badExclusion(item: String, problem: String) {
        #expect(problems("select: { share: 4% }\nexclude: [\(item)]\n") == [problem])
    }

    @Test(
        "Words that are neither features nor facts are told with their line, and so is a rule that the model cannot answer"
    )
    func words() throws {
        let programme = try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18 and shoe_size > 9
            rising: { over: 3 months, at_least: 2 times }
            select: { risk_at_least: 0.3 }
            exclude: [{ where: hat = 1, as: x }]
            tell: [home_id, glove]
            group_by: age
            """, id: "p")
        func told(_ programme: Programme, givesPoints: Bool) -> [String] {
            let problems = Problems()
            programme.check(
                catalogue: "default", isFeature: { $0 == "age" }, attributes: ["practice", "home_id"],
                givesPoints: givesPoints, problems)
            return problems.all.map(\.description)
        }
        let no =
            "is no feature of the catalogue default or of this programme, and no registration fact; those are: home_id, practice"
        let common = [
            "p.yaml:3:11: eligible: \"shoe_size\" \(no)", "p.yaml:6:11: exclude: \"hat\" \(no)",
            "p.yaml:7:7: tell: \"glove\" \(no)",
            "p.yaml:8:11: group_by: \"age\" is no registration fact; those are: home_id, practice",
        ]
        #expect(told(programme, givesPoints: false) == common)
        #expect(
            told(programme, givesPoints: true) == common + [
                "p.yaml:5:9: risk_at_least: the model gives points, and this asks for a risk",
                "p.yaml:4:9: rising: the model gives points, and this asks for a risk",
            ])
        let points = try Programme.text(Self.least + "select: { points_at_least: 2 }\n", id: "p")
        #expect(told(points, givesPoints: true) == [])
        #expect(
            told(points, givesPoints: false) == [
                "p.yaml:4:9: points_at_least: the model gives a risk; ask for risk_at_least"
            ])
    }

    @Test("Those of so many points are taken, however many they are, and nobody of fewer")
    func points() throws {
        let programme = try Programme.selecting("points_at_least: 2")
        let points: [Double] = [0, 3, 2, 1.9, 5, 2]
        let candidates = Candidates(
            predictors: points.map { Int64($0 * 1e9) }, risks: points, eligible: points.map { _ in true },
            attributes: Attributes(rowCount: 6, [Attribute(name: "practice", texts: points.map { _ in "A" })]),
            exclusions: [RowID(4): 0])
        let cohort = try CohortSelection(programme).cohort(of: candidates)
        #expect(cohort.members.map(\.row.index) == [1, 2, 5] && cohort.toTake == 4)
        #expect(cohort.counts.leftOut[0] == 1)
        #expect(programme.selection.words == "everyone eligible who has 2 points or more")
        #expect(
            programme.selection.words(eligible: "6", people: "adults", rank: "with most points")
                == "those with 2 points or more of 6 eligible adults")
    }

    @Test(
        "A list's people stand together by a fact, the group of the highest ranked first, those on a caseload last in each"
    )
    func groups() throws {
        let programme = try Programme.text(
            Self.least + "select: { share: 100% }\ncaseload_last: true\ngroup_by: home_id\n")
        // In rank order; by home, and those in capitals on a caseload.
        let people = ["a1", "B1", "b2", "n1", "A2", "a3"]
        let order = programme.presentation.order(
            people, isOnCaseload: { $0.first?.isUppercase == true },
            group: { $0.hasPrefix("n") ? nil : String($0.lowercased().prefix(1)) })
        #expect(order == ["a1", "a3", "A2", "b2", "B1", "n1"])
        #expect(
            programme.selection.words(eligible: "6", people: "residents")
                == "all of 6 eligible residents, those at highest risk first")
    }

    @Test("Totals are of a kind, by an area, over a time and against a target")
    func totals() throws {
        let programme = try Programme.text(
            Self.least + """
                select: { share: 4% }
                totals: { of: urgent_response, by: neighbourhood, over: 12 months, target: 70% }
                """)
        let totals = try #require(programme.totals)
        #expect(totals.kind == .urgentResponse && totals.area == .neighbourhood && totals.months == 12)
        #expect(totals.target == Share("70%"))
        #expect(
            problems("select: { share: 4% }\ntotals: { of: visits, by: town }\n") == [
                "p.yaml:5:15: \"of\" must be one of: urgent_response, discharge",
                "p.yaml:5:27: \"by\" must be one of: practice, neighbourhood, provider",
            ])
    }
}
