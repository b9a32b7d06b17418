import FeatureData
import Testing

@Suite struct ReasonTemplateTests {
    @Test(
        "A reason says the value, and the word for one or for many",
        arguments: [
            (1.0, "1 emergency admission in the last 12 months"), (3, "3 emergency admissions in the last 12 months"),
            (0, "0 emergency admissions in the last 12 months"),
            (1.5, "1.5 emergency admissions in the last 12 months"),
            (1234, "1,234 emergency admissions in the last 12 months"),
            (0.04, "under 0.1 emergency admissions in the last 12 months"),
            (-2, "−2 emergency admissions in the last 12 months"),
        ])
    func counts(value: Double, words: String) throws {
        let template = try #require(
            ReasonTemplate("{value} {emergency admission|emergency admissions} in the last 12 months"))
        #expect(template.words(for: value) == words)
    }

    @Test(
        "Money is told in whole pounds",
        arguments: [(114.6, "£115"), (16.5, "£17"), (1_234.4, "£1,234"), (0.2, "£1"), (80, "£80")])
    func pounds(value: Double, words: String) throws {
        let template = try #require(ReasonTemplate("cost of medicines in the last 6 months: £{value}"))
        #expect(template.words(for: value) == "cost of medicines in the last 6 months: \(words)")
        #expect(template.subject == "cost of medicines in the last 6 months")
    }

    @Test(
        "A value beside words that say another is its figure, or the words where they have none",
        arguments: [
            ("{value} {fall|falls} in the last 12 months", 3.0, "3"),
            ("{mild|moderate|severe} frailty", 2, "moderate frailty"),
            ("cost: £{value}", 16.5, "£17"), ("in hospital", 1, "in hospital"),
        ])
    func besideOthers(text: String, value: Double, words: String) throws {
        #expect(try #require(ReasonTemplate(text)).value(now: value) == words)
    }

    @Test("Of several forms the value's place tells which, and the last stands for all others")
    func forms() throws {
        let template = try #require(ReasonTemplate("{mild|moderate|severe} frailty"))
        #expect(
            [1, 2, 3, 4].map { template.words(for: $0) } == [
                "mild frailty", "moderate frailty", "severe frailty", "severe frailty",
            ])
    }

    @Test("Words without braces stay as they are, and none are none")
    func plain() throws {
        #expect(try #require(ReasonTemplate("lives in a care home")).words(for: 1) == "lives in a care home")
        #expect(try #require(ReasonTemplate("")).isEmpty)
    }

    @Test(
        "What a reason tells of is said without its value",
        arguments: [
            ("{value} {emergency admission|emergency admissions} in the last 12 months", "emergency admissions"),
            ("{value} {readmission, early,|readmissions, early,} in the last year", "readmissions, early"),
            ("last kidney function (eGFR) {value}", "last kidney function (eGFR)"),
            ("Charlson comorbidity score: {value}", "Charlson comorbidity score"),
            ("{mild|moderate|severe} frailty", "frailty"), ("lives in a care home", "lives in a care home"),
            ("{value}", nil), ("", nil),
        ])
    func subject(text: String, subject: String?) throws {
        #expect(try #require(ReasonTemplate(text)).subject == subject)
    }

    @Test(
        "Other braces are no reason",
        arguments: ["{", "}", "{valeu}", "a } b", "{value", "{{value}}", "{}", "{a{b|c}}"])
    func wrong(text: String) { #expect(ReasonTemplate(text) == nil) }
}
