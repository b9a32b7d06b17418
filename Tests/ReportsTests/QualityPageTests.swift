import Accounts
import Foundation
import Reports
import Testing

@Suite struct QualityPageTests {
    private static let page = QualityPage.text(.example(unavailable: ["mh_crisis_12m": "no <mental> health source"]))

    @Test("The page tells the verdict first, then everything of the account")
    func content() throws {
        let verdict = try #require(Self.page.range(of: "One thing in the data of this run needs attention."))
        #expect(verdict.lowerBound < Self.page.range(of: "Sources at a glance")!.lowerBound)
        for text in [
            "apc-2025.csv", "41,000", "40,280", "nhs_number", "primary_diagnosis", "96.1%", "76,410 of 79,500",
            "specialties.csv", "Riverside &amp; Hill Surgery", "opted out", "2,310", "97,650", "mh_crisis_12m",
            "2023-03-01 to 2026-02-28",
        ] {
            #expect(Self.page.contains(text), "\(text)")
        }
    }

    @Test("Dates are in words, but for the table of sources, which has all of its own as ISO dates")
    func dates() throws {
        #expect(Self.page.contains("Run on 2 March 2026. Facts as at 1 March 2026 (index date)."))
        #expect(Self.page.contains("<title>Data quality – 2 March 2026</title>"))
        let parts = Self.page.components(separatedBy: "Sources at a glance")
        #expect(!parts[0].contains(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#))
    }

    @Test("What an account holds cannot become markup")
    func escaping() {
        #expect(Self.page.contains("The &lt;Old&gt; Mill"))
        #expect(Self.page.contains("no &lt;mental&gt; health source"))
        #expect(!Self.page.contains("<Old>"))
    }

    @Test("Headings of tables have a scope, and bars are for the eye alone")
    func accessible() {
        #expect(!Self.page.contains("<th>"))
        #expect(Self.page.matches(of: #/<th scope="(?:col|row)"/#).count == Self.page.matches(of: #/<th[ >]/#).count)
        #expect(Self.page.contains("<span class=\"bar\" aria-hidden=\"true\">"))
    }

    @Test("A demonstration says so first, and another run does not")
    func demonstration() {
        let note = "DEMONSTRATION: synthetic model, not for care"
        #expect(QualityPage.text(.example(isDemonstration: true)).contains(note))
        #expect(!Self.page.contains(note))
    }

    @Test("An account of nothing makes a page")
    func empty() {
        let nothing = QualityAccount(
            indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, sources: [],
            people: PeopleAccount(registered: 0, scored: 0, notScored: [:]), practices: [], unavailableFeatures: [:],
            drift: [], absences: [])
        #expect(QualityPage.text(nothing).contains("Nothing in the data of this run needs attention."))
    }
}
