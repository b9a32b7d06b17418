import Configuration
import Features
import Testing

@Suite("What is wrong in a catalogue is told by line")
struct CatalogueProblemTests {
    /// An item with `§` before what is wrong in it, and the sentence.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let item: String
        let problem: String
        var testDescription: String { item }

        init(_ item: String, _ problem: String) {
            self.item = item
            self.problem = problem
        }
    }

    private static let keys =
        "name, for_each, value, below, above, default, table, where, where_given, window, windows, ends, gap, state, "
        + "take, field, characters, list, tie, at_most, days, half_life, condition, groups, supersedes, sum_of, "
        + "difference_of, ratio_of, reason, detail, family"
    private static let lists =
        "acsc, admission_method, anticoagulants, blood_pressure, bmi, bnf_chapter, bnf_chapters, charlson, egfr, "
        + "ethnic_category, frailty, gp_contact, hba1c, high_risk_medicines, ltc, mental_health_attendance, "
        + "outpatient_attended, sensitive_example, social_care"
    private static let tables =
        "admissions, emergency_attendances, outpatient_appointments, gp_events, prescriptions, community_contacts, "
        + "mental_health_contacts, social_care_services, caseload, reviews"
    private static let window = "a window must be such as \"12 months\", \"90 days\" or \"ever\""
    private static let gap = "\"gap\" must be a time such as \"30 days\" or \"1 month\""
    private static let name =
        "a feature's name has lower-case letters, digits and _ only, {window} where there is one, and {group} with "
        + "for_each"
    private static let reason =
        "a reason holds {value}, {one|many} for the word after it, {window} where there is one, and {group} with for_each; no other braces"
    private static let kinds =
        "a feature needs exactly one of: table, value, condition, groups, sum_of, difference_of, ratio_of; or where "
        + "alone, for a test of the registration"
    private static let filters = "; or name a filter: emergency, not a regular attender"

    static let items: [Mistake] = [
        Mistake("§just words", "expected a mapping with keys from: \(keys)"),
        Mistake("{ name: a, §tabel: gp_events, value: age }", "unknown key \"tabel\"; allowed here: \(keys)"),
        Mistake("§{ value: age }", "\"name\" is missing"),
        Mistake("{ name: §[a], value: age }", "\"name\" must be a single value"),
        Mistake("{ name: a, §where: , table: gp_events }", "\"where\" has no value"),
        Mistake("§{ name: Age, value: age }", name),
        Mistake("§{ name: \"\", value: age }", name),
        Mistake("§{ name: \"a_{window}\", table: gp_events }", name),
        Mistake("§{ name: \"a_{group}\", table: gp_events }", name),
        Mistake("§{ name: before, value: age }", "the feature \"before\" stands twice"),
        Mistake(
            "§{ name: a, table: gp_events, windows: [3 months, 6 months] }", "the feature \"a\" stands twice"),
        Mistake("{ name: a, value: age, reason: §\"aged {vlaue}\" }", reason),
        Mistake("{ name: a, value: age, reason: §\"in {window}\" }", reason),
        Mistake("{ name: a, value: age, reason: §\"{group}\" }", reason),
    ]

    static let kindsOfFeature: [Mistake] = [
        Mistake("§{ name: a }", kinds),
        Mistake("§{ name: a, table: gp_events, value: age }", kinds),
        Mistake("§{ name: a, value: age, where: sex = 1 }", kinds),
        Mistake("{ name: a, value: age, window: §3 months }", "\"window\" does not go with \"value\""),
        Mistake("{ name: a, table: gp_events, below: §3 }", "\"below\" does not go with \"table\""),
        Mistake("{ name: a, sum_of: before, §table: }", "\"table\" has no value"),
        Mistake("{ name: a, sum_of: before, take: §rows }", "\"take\" does not go with \"sum_of\""),
        Mistake("{ name: a, where: sex = 1, state: §open }", "\"state\" does not go with \"where\""),
        Mistake("{ name: a, groups: charlson, field: §code }", "\"field\" does not go with \"groups\""),
        Mistake("{ name: a, condition: ltc.copd, state: §closed }", "\"state\" does not go with \"condition\""),
        Mistake(
            "{ name: a, value: §ages }",
            "\"value\" must be one of: age, season_sine, season_cosine, imd_decile, sex, care_home, ready.COLUMN"),
        Mistake("{ name: a, value: age, below: §five }", "\"below\" must be a number"),
        Mistake("{ name: a, value: age, below: 5, above: §9 }", "\"below\" and \"above\" exclude each other"),
        Mistake("{ name: a, sum_of: §befor }", "no feature before this one is called \"befor\""),
        Mistake("{ name: a, sum_of: [before, §a] }", "no feature before this one is called \"a\""),
        Mistake("{ name: a, sum_of: [before, §c*] }", "no feature before this one is called \"c*\""),
        Mistake("{ name: a, difference_of: [before, §c] }", "no feature before this one is called \"c\""),
        Mistake("{ name: a, difference_of: §before }", "\"difference_of\" must be a list of two features' names"),
        Mistake("{ name: a, ratio_of: §[before] }", "\"ratio_of\" must be a list of two features' names"),
        Mistake("{ name: a, ratio_of: §[before, before] }", "\"ratio_of\" names one feature twice"),
        Mistake(
            "{ name: a, difference_of: [before, b], default: §1 }", "\"default\" does not go with \"difference_of\""),
        Mistake("{ name: a, sum_of: §[] }", "\"sum_of\" names no feature"),
        Mistake(
            "{ name: a, sum_of: [before, §{}] }", "\"sum_of\" must be a list of features' names, or of stems with *"),
    ]

    static let tablesAndWindows: [Mistake] = [
        Mistake("{ name: a, table: §admission }", "\"table\" must be one of: \(tables)"),
        Mistake("{ name: a, table: §persons }", "\"table\" must be one of: \(tables)"),
        Mistake("{ name: a, table: gp_events, window: §12 month ago }", window),
        Mistake("{ name: a, table: gp_events, window: §0 months }", window),
        Mistake("{ name: a, table: gp_events, window: §[3 months] }", window),
        Mistake("{ name: \"a_{window}\", table: gp_events, windows: [3 months, §6 moons] }", window),
        Mistake("{ name: a, table: gp_events, windows: §[] }", "\"windows\" must be a list of windows"),
        Mistake(
            "{ name: \"a_{window}\", table: gp_events, window: 3 months, windows: §[6 months] }",
            "\"window\" and \"windows\" exclude each other"),
        Mistake(
            "{ name: a, table: gp_events, ends: §never }", "\"ends\" must be index (the usual) or complete"),
        Mistake("{ name: a, table: gp_events, gap: §ever }", gap),
        Mistake("{ name: a, table: gp_events, gap: §30 }", gap),
        Mistake("{ name: a, value: age, gap: §30 days }", "\"gap\" does not go with \"value\""),
        Mistake("{ name: a, table: admissions, state: §shut }", "\"state\" must be one of: any, closed, open"),
        Mistake(
            "{ name: a, table: gp_events, state: §closed }", "rows of gp_events do not end: state must be any"),
        Mistake(
            "§{ name: a, table: admissions, where: primary_diagnosis in list acsc }",
            "\"primary_diagnosis\" is only known of rows that have ended: state must be closed"),
        Mistake(
            "{ name: a, table: admissions, take: sum, field: cost, state: §open }",
            "\"cost\" is only known of rows that have ended: state must be closed"),
    ]

    static let aggregations: [Mistake] = [
        Mistake(
            "{ name: a, table: gp_events, take: §average, field: value, tie: least, default: 1 }",
            "\"take\" must be one of: rows, days, distinct, any, sum, least, greatest, mean, latest, earliest, "
                + "change, decayed, days_since, days_past, nights, within"),
        Mistake("§{ name: a, table: gp_events, take: decayed }", "\"half_life\" is missing"),
        Mistake(
            "{ name: a, table: gp_events, take: decayed, half_life: §0 }",
            "\"half_life\" must be a whole number, 1 or more"),
        Mistake(
            "{ name: a, table: gp_events, take: decayed, half_life: 30, field: §code }",
            "\"field\" must be one of: value"),
        Mistake(
            "{ name: a, table: gp_events, take: change, field: §code }", "\"field\" must be one of: value"),
        Mistake(
            "{ name: a, table: gp_events, take: change, field: value, list: §frailty }",
            "\"list\" does not go with \"take: change\""),
        Mistake(
            "§{ name: a, table: admissions, take: decayed, half_life: 30, field: cost }",
            "\"cost\" is only known of rows that have ended: state must be closed"),
        Mistake("§{ name: a, table: prescriptions, take: sum }", "\"field\" must be one of: quantity, cost"),
        Mistake(
            "{ name: a, table: prescriptions, take: mean, field: §bnf_code }",
            "\"field\" must be one of: quantity, cost"),
        Mistake(
            "{ name: a, table: community_contacts, take: §sum, field: cost }",
            "community_contacts has no field of numbers to take"),
        Mistake(
            "{ name: a, table: prescriptions, take: distinct, field: §cost }", "\"field\" must be one of: bnf_code"),
        Mistake(
            "{ name: a, table: prescriptions, take: distinct, field: bnf_code, characters: §0 }",
            "\"characters\" must be a whole number, 1 or more"),
        Mistake(
            "{ name: a, table: prescriptions, take: distinct, field: bnf_code, characters: §four }",
            "\"characters\" must be a whole number, 1 or more"),
        Mistake("§{ name: a, table: gp_events, take: days_since }", "\"at_most\" is missing"),
        Mistake(
            "{ name: a, table: gp_events, take: days_since, at_most: §-5 }",
            "\"at_most\" must be a whole number, 1 or more"),
        Mistake("§{ name: a, table: admissions, take: within }", "\"days\" is missing"),
        Mistake(
            "{ name: a, table: admissions, take: within, days: §-1 }",
            "\"days\" must be a whole number, 0 or more"),
        Mistake(
            "{ name: a, table: gp_events, take: §nights }",
            "rows of gp_events do not end, so \"nights\" cannot be taken"),
        Mistake(
            "{ name: a, table: gp_events, take: §within, days: 3 }",
            "rows of gp_events do not end, so \"within\" cannot be taken"),
        Mistake("{ name: a, table: gp_events, default: §3 }", "\"default\" does not go with \"take: rows\""),
        Mistake(
            "{ name: a, table: gp_events, take: latest, field: value, days: §3 }",
            "\"days\" does not go with \"take: latest\""),
        Mistake(
            "{ name: a, table: gp_events, take: latest, field: value, default: §none }", "\"default\" must be a number"),
        Mistake(
            "{ name: a, table: gp_events, take: latest, field: value, tie: §mean }",
            "\"tie\" must be one of: least, greatest"),
        Mistake(
            "{ name: a, table: gp_events, take: latest, field: code, list: §egfr }",
            "the code list \"egfr\" does not give every code a value"),
    ]

    static let codeLists: [Mistake] = [
        Mistake(
            "{ name: a, table: gp_events, where: §code in list egrf }",
            "there is no code list \"egrf\"; there are: \(lists)"),
        Mistake(
            "{ name: a, table: admissions, where: §admission_method in list admission_method.urgent }",
            "the code list \"admission_method\" has no group \"urgent\"; it has: emergency, elective, maternity, transfer"
        ),
        Mistake(
            "{ name: a, table: prescriptions, where: §bnf_code in list acsc }",
            "the code list \"acsc\" is of icd10 codes, and the field \"bnf_code\" of bnf codes"),
        Mistake(
            "{ name: a, table: gp_events, where: §code in list acsc }",
            "the code list \"acsc\" is of icd10 codes, and the field \"code\" of snomed codes"),
        Mistake(
            "{ name: a, table: admissions, state: closed, where: §not primary_diagnosis in list egfr }",
            "the code list \"egfr\" is of snomed codes, and the field \"primary_diagnosis\" of icd10 codes"),
        Mistake(
            "{ name: a, table: emergency_attendances, where: §acuity in list egfr }",
            "the code list \"egfr\" is of snomed codes, and the field \"acuity\" of nhs-dd codes"),
        Mistake(
            "{ name: a, where: §sex in list acsc }",
            "the code list \"acsc\" is of icd10 codes, and the field \"sex\" of nhs-dd codes"),
        Mistake(
            "{ name: a, table: prescriptions, take: latest, field: bnf_code, list: §charlson }",
            "the code list \"charlson\" is of icd10 codes, and the field \"bnf_code\" of bnf codes"),
        Mistake(
            "{ name: a, condition: §ltc.cop }",
            "the code list \"ltc\" has no group \"cop\"; it has: \(SlowCodes.conditionNames.joined(separator: ", "))"),
        Mistake(
            "{ name: a, condition: §bnf_chapters }", "the code list \"bnf_chapters\" has neither snomed nor icd10 codes"
        ),
        Mistake("{ name: a, groups: §acsc }", "the code list \"acsc\" has no groups"),
        Mistake("{ name: a, groups: §ltc }", "the code list \"ltc\" must be of icd10 codes"),
        Mistake(
            "{ name: a, groups: charlson.mi, supersedes: { mi: §heart } }",
            "the code list \"charlson.mi\" has no group \"heart\"; it has: mi"),
        Mistake(
            "{ name: a, groups: charlson, supersedes: §[mi] }", "\"supersedes\" must be a mapping"),
        Mistake("{ name: \"{group}\", for_each: §acsc, condition: acsc }", "the code list \"acsc\" has no groups"),
        Mistake(
            "{ name: \"{group}\", for_each: §conditions, condition: ltc }",
            "there is no code list \"conditions\"; there are: \(lists)"),
    ]

    static let conditions: [Mistake] = [
        Mistake("{ name: a, table: gp_events, where: §[] }", "expected a condition, or the name of a filter"),
        Mistake(
            "{ name: a, table: gp_events, where: [code is given, §{}] }",
            "expected a condition, or the name of a filter"),
        Mistake(
            "{ name: a, table: gp_events, where: §kode = 1 }",
            "gp_events has no field \"kode\"; it has: event_date, code, value, unit"),
        Mistake(
            "{ name: a, table: gp_events, where: §person_id = 1 }",
            "gp_events has no field \"person_id\"; it has: event_date, code, value, unit"),
        Mistake(
            "{ name: a, table: gp_events, where: §emergency }",
            "gp_events has no field \"admission_method\"; it has: event_date, code, value, unit"),
        Mistake(
            "{ name: a, where: §age > 60 }",
            "persons has no field \"age\"; it has: sex, ethnicity, imd_decile, care_home, practice_code, neighbourhood"),
        Mistake(
            "{ name: a, table: admissions, where: §emergencies }",
            "condition: expected one of: = != < <= > >= in, not in, starts with, is missing, is given, found the end\(filters)"
        ),
        Mistake(
            "{ name: a, table: admissions, where: §not a regular atender }",
            "condition: expected one of: = != < <= > >= in, not in, starts with, is missing, is given, found "
                + "\"regular\"\(filters)"),
        Mistake(
            "{ name: a, table: gp_events, where: §\"value in [1, 2]\" }",
            "the field \"value\" holds numbers: compare it with one, or test that it is given"),
        Mistake(
            "{ name: a, table: gp_events, where: §value < high }",
            "the field \"value\" holds numbers: compare it with one, or test that it is given"),
        Mistake(
            "{ name: a, table: admissions, where: §discharge_date = 2024-01-01 }",
            "the field \"discharge_date\" holds days: test only whether it is given or missing"),
        Mistake(
            "{ name: a, table: reviews, where: §outcome = well }",
            "the field \"outcome\" holds words: test only whether it is given or missing"),
        Mistake(
            "{ name: a, table: emergency_attendances, where: §acuity = 6 }",
            "the field \"acuity\" has no value \"6\"; it has: 1, 2, 3, 4, 5"),
        Mistake(
            "{ name: a, table: emergency_attendances, where: §\"acuity in [1, 02]\" }",
            "the field \"acuity\" has no value \"02\"; it has: 1, 2, 3, 4, 5"),
        Mistake("{ name: a, where: §sex = M }", "the field \"sex\" has no value \"M\"; it has: 0, 1, 2, 9"),
        Mistake(
            "{ name: a, table: gp_events, where: §code > high }",
            "\">\" compares the field \"code\" with a number only"),
    ]

    private func yaml(_ item: String) -> String {
        """
        catalogue: test
        filters:
          emergency: admission_method in list admission_method.emergency
          not a regular attender: patient_classification not in [3, 4]
        features:
          - { name: before, value: age }
          - \(item)
        """
    }

    @Test(
        "Every mistake in a feature has its sentence and its place",
        arguments: items + kindsOfFeature + tablesAndWindows + aggregations + codeLists + conditions)
    func sentence(mistake: Mistake) throws {
        let place = mistake.item.firstIndex(of: "§").map { mistake.item[..<$0].count + 5 } ?? 5
        let problems = Catalogue.problems(yaml(mistake.item.replacing("§", with: "")))
        #expect(problems == ["test.yaml:7:\(place): \(mistake.problem)"])
    }

    @Test("Mistakes around the features are told")
    func aroundFeatures() {
        #expect(
            Catalogue.problems("features: [{ name: a, value: age }]\n")
                == ["test.yaml:1:1: \"catalogue\" is missing"])
        #expect(Catalogue.problems("catalogue: test\n") == ["test.yaml:1:1: a catalogue needs features"])
        #expect(
            Catalogue.problems("") == ["test.yaml:1:1: \"catalogue\" is missing"])
        #expect(
            Catalogue.problems("catalogue: test\nfeature: []\n")
                == ["test.yaml:2:1: unknown key \"feature\"; allowed here: catalogue, filters, group_words, features"])
        #expect(
            Catalogue.problems("catalogue: test\nfilters: [a]\nfeatures: [{ name: a, value: age }]\n")
                == ["test.yaml:2:10: \"filters\" must be a mapping"])
        #expect(
            Catalogue.problems("catalogue: test\nfeatures: [{ name: a, value: age\n")
                == ["test.yaml:3:1: this is not YAML: did not find expected ',' or '}'"])
    }

    @Test("All mistakes are told at once, in the order of their places")
    func allAtOnce() {
        let problems = Catalogue.problems(
            """
            catalogue: test
            filters:
              broken: code is
            features:
              - { name: a, table: gp_event }
              - { name: b, value: height }
              - { name: c, table: gp_events, window: 12 }
            """)
        #expect(problems.count == 4)
        #expect(
            problems.map { $0.prefix(14) } == ["test.yaml:3:11", "test.yaml:5:23", "test.yaml:6:23", "test.yaml:7:42"])
    }

    // MARK: Code lists

    private func problems(list text: String) throws -> [String] {
        let folder = try CodeListFolder(["mine": text])
        return Catalogue.problems(
            "catalogue: test\nfeatures:\n  - { name: a, value: age }\n", codeLists: folder.path)
    }

    @Test("Every mistake in a code list has its sentence and its line")
    func listMistakes() throws {
        #expect(try problems(list: "# a list\r\ncode,system\r\n1,snomed\r\n") == [])
        #expect(try problems(list: "\u{FEFF}code,system\n1,snomed\n") == [])
        #expect(try problems(list: "") == ["codelists/mine.csv: it has no codes"])
        #expect(try problems(list: "# code,system\n") == ["codelists/mine.csv: it has no codes"])
        #expect(
            try problems(list: "code,systems\n1,snomed\n").first
                == "codelists/mine.csv:1:1: the header must have code, and otherwise only: code, system, group, value, term"
        )
        #expect(
            try problems(list: "code,system\n1,snomed\n2,snowmed\n")
                == ["codelists/mine.csv:3:1: the system must be one of: snomed, icd10, bnf, nhs-dd, text"])
        #expect(
            try problems(list: "code,system\n1,snomed\n2\n,snomed\n")
                == [
                    "codelists/mine.csv:3:1: the row must have 2 columns, the first of them filled",
                    "codelists/mine.csv:4:1: the row must have 2 columns, the first of them filled",
                ])
        #expect(
            try problems(list: "code,system,value\n1,snomed,two\n")
                == ["codelists/mine.csv:2:1: the value must be a number"])
        #expect(
            try problems(list: "code,system\nE11.9,icd10\n")
                == ["codelists/mine.csv:2:1: an ICD-10 code stands without its dot"])
        let allowed = "has capital letters and digits alone; it stands for all that begin with it"
        #expect(
            try problems(list: "code,system\nB20,icd10\nB20*,icd10\nb20,icd10\n0503-01,bnf\n")
                == [
                    "codelists/mine.csv:3:1: an ICD-10 code \(allowed)",
                    "codelists/mine.csv:4:1: an ICD-10 code \(allowed)",
                    "codelists/mine.csv:5:1: a BNF code \(allowed)",
                ])
        #expect(
            try problems(list: "code,system\n1,snomed\n1,snomed\n")
                == ["codelists/mine.csv:3:1: the code stands twice"])
    }

    @Test("A missing catalogue is told, and a missing folder of code lists where a feature needs a list")
    func missingFiles() {
        func problems(_ feature: String) -> [String] {
            Catalogue.problems("catalogue: test\nfeatures:\n  - { name: a, \(feature) }\n", codeLists: "/nowhere")
        }
        #expect(problems("value: age") == [])
        #expect(
            problems("table: gp_events, where: code in list egfr, window: 12 months").map { $0.contains("egfr") } == [
                true
            ])
        #expect(throws: SettingsRefused.self) {
            try Catalogue(path: "/nowhere/mine.yaml", codeLists: Repository.codeLists, hash: { $0 })
        }
    }

    @Test("A list with too many groups, or a group with two weights, has no points")
    func groupLimits() throws {
        let codes = (0..<65).map { "A\(100 + $0),icd10,g\($0),1\n" }
        let folder = try CodeListFolder([
            "many": "code,system,group,value\n" + codes.joined(),
            "mixed": "code,system,group,value\nA1,icd10,a,1\nA2,icd10,a,2\n",
        ])
        let yaml = "catalogue: test\nfeatures:\n  - { name: a, groups: many }\n  - { name: b, groups: mixed }\n"
        #expect(
            Catalogue.problems(yaml, codeLists: folder.path) == [
                "test.yaml:3:24: the code list \"many\" has more than 64 groups",
                "test.yaml:4:24: the group \"a\" of the code list \"mixed\" has more than one value",
            ])
    }
}
