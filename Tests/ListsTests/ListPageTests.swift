import Foundation
import Testing

@testable import Lists

@Suite struct ListPageTests {
    private static let page = ListPage.text(.example())

    @Test("A page holds every person, reason and factor of its list")
    func content() {
        for text in [
            "9990000018", "71.3%", "severe frailty", "em_adm_12m +0.91", "imd_decile −0.00", "0.5% to 5%",
            "Riverside &amp; Hill Surgery (L81001)", "29 days old (monthly)", "28 February 2026",
            "87 – on the caseload of this programme already", "emergency-admission, version 3",
            "2 people of 6,214 eligible here: the 4% at highest risk among the eligible.", ListDocument.advice,
            "about 7 in 10", "woman, 85 to 89", "On the list for 34 days", "Also on: Frail and at risk", "1 March 2026",
        ] {
            #expect(Self.page.contains(text), "\(text)")
        }
    }

    @Test("A page has its dates in words alone, and tells who is near the risk at the line from who is next in rank")
    func dates() {
        #expect(!Self.page.contains(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#))
        #expect(Self.page.contains("<dt>Of them within a tenth of the risk at the line</dt><dd>31</dd>"))
        #expect(!Self.page.contains("close to the line"))
    }

    @Test("Who was left out stands above the people, by name and number, and not where that is nobody")
    func leftOut() throws {
        let left = try #require(Self.page.range(of: "Left out: 87 on the caseload of this programme already."))
        #expect(left.lowerBound < Self.page.range(of: "9990000018")!.lowerBound)
        let header = ListDocument.example().header
        let nobody = ListHeader(
            programme: header.programme, place: header.place, indexDate: header.indexDate, runDate: header.runDate,
            isDemonstration: false, modelName: header.modelName, modelVersion: header.modelVersion,
            counts: ListCounts(
                eligible: 2, shown: 2, leftOut: [.init(why: "x", people: 0)], belowTheLine: 0, nearMisses: 0),
            sources: [], notes: [])
        #expect(!ListPage.text(ListDocument(header: nobody, rows: ListDocument.exampleRows)).contains("Left out:"))
    }

    @Test("Whom a rule leaves out is told as not known where the run cannot know, in every format")
    func unknown() throws {
        var header = ListDocument.example().header
        let (rule, why) = ("on the caseload of this programme already", "no caseload extract is read")
        header.counts = ListCounts(
            eligible: 2, shown: 2, leftOut: [.init(why: rule, people: 0, unknown: why)], belowTheLine: 0, nearMisses: 0)
        let document = ListDocument(header: header, rows: ListDocument.exampleRows)
        let page = ListPage.text(document)
        #expect(page.contains("Left out: not known how many \(rule), as \(why)."))
        #expect(page.contains("<dt>Left out</dt><dd>not known how many – \(rule), as \(why)</dd>"))
        let parts = try WorkbookParts(PracticeWorkbook.bytes(PracticeWorkbookTests.lists([document])))
        #expect(parts.strings.contains("not known how many, \(rule), as \(why)"))
        let json = try JSONSerialization.jsonObject(with: Data(ListHeaderJSON.text(header).utf8)) as? NSDictionary
        let left = (json?["counts"] as? NSDictionary)?["left_out"] as? NSArray
        #expect(left == [["people": NSNull(), "unknown": why, "why": rule] as NSDictionary])
    }

    @Test("Few events are told as fewer than one, and not as none")
    func fewEvents() {
        var header = ListDocument.example().header
        header.expectation = ListExpectation(events: 0.4, people: 20, evaluation: .absent)
        let page = ListPage.text(ListDocument(header: header, rows: ListDocument.exampleRows))
        #expect(page.contains("Expect fewer than 1 of these 20 to have the outcome (the sum of their risks)."))
    }

    @Test("An evaluation that cannot be read is told as that, and not as none")
    func unreadableEvaluation() {
        func page(_ evaluation: ListExpectation.Evaluation) -> String {
            var header = ListDocument.example().header
            header.expectation = ListExpectation(events: 4, people: 20, evaluation: evaluation)
            return ListPage.text(ListDocument(header: header, rows: ListDocument.exampleRows))
        }
        let (absent, unreadable) = ("The model has no evaluation at this rule:", "evaluation cannot be read:")
        #expect(page(.absent).contains(absent) && !page(.absent).contains(unreadable))
        #expect(page(.unreadable).contains(unreadable) && !page(.unreadable).contains(absent))
    }

    @Test("The columns of people add up to the page, on paper and on a screen, and the reasons have the most of it")
    func widths() throws {
        let parts = Self.page.components(separatedBy: "@media print")
        try #require(parts.count == 2)
        for (text, reviews) in [(parts[0], 0), (parts[1], 3)] {
            var widths: [String: Int] = [:]
            for rule in text.matches(of: #/\.people col\.([a-z]+) \{[^}]* ?width: ([0-9]+)%; \}/#) {
                widths[String(rule.output.1)] = Int(rule.output.2)
            }
            let read = ["rank", "person", "risk", "reasons", "movement"]
            #expect(Set(widths.keys) == Set(read + (reviews > 0 ? ["review"] : [])))
            let sum = read.reduce(0) { $0 + (widths[$1] ?? 0) } + reviews * (widths["review"] ?? 0)
            #expect(sum == 100)
            // More than twice what any other has.
            let others = widths.filter { $0.key != "reasons" }.values
            #expect(widths["reasons"]! > 2 * others.max()!)
        }
        #expect(Self.page.components(separatedBy: "<col class=\"").count == 9)
    }

    @Test("What is long stands with the reasons: what changed, and which other lists")
    func why() throws {
        var row = ListDocument.exampleRows[0]
        row.changes = ["Since the last issue: 2 falls in the last 12 months (was 1)"]
        let page = ListPage.text(.example(rows: [row]))
        let cell = try #require(page.firstMatch(of: #/<td role="cell" class="reasons">(.*?)</td>/#)?.output.1)
        #expect(cell.contains("severe frailty") && cell.contains("2 falls in the last 12 months (was 1)"))
        #expect(cell.contains("Also on: Frail"))
        #expect(page.contains("<td role=\"cell\" class=\"movement\">On the list for 34 days</td>"))
    }

    @Test("The people come before all that is long: parts, those who left, how fresh each source is")
    func order() throws {
        var header = ListDocument.example().header
        header.parts = ListParts(title: "Home", parts: [.init(name: "H1", eligible: 9, shown: 2)])
        header.issue = ListIssue(
            number: 2, date: "2026-03-02", isIssued: true,
            movement: .init(entered: 0, left: 3, reasons: [.init(why: "died", people: 2), .init(why: "y", people: 1)]))
        let page = ListPage.text(
            ListDocument(
                header: header, rows: ListDocument.exampleRows, left: [.init(personID: "9990000042", why: "y: falls")]))
        let places = try [
            "2 people of", "9990000018", "Who left this list", "9990000042", "By home", "How fresh the data are",
        ].map { try #require(page.range(of: $0), "\($0)").lowerBound }
        #expect(places == places.sorted())
        #expect(page.contains("Since the issue before: 2 died; 1 y. Named are those alone who are registered here"))
        #expect(page.contains("y: falls"))
    }

    @Test("The head says in one line how fresh the facts are, which sources are missing, and what the run is called")
    func freshness() throws {
        let example = ListDocument.example().header
        func source(_ name: String, _ day: String?, isMissing: Bool = false) -> ListSource {
            ListSource(name: name, extractedOn: nil, completeTo: day, isMissing: isMissing, note: nil)
        }
        var header = ListHeader(
            programme: example.programme, place: example.place, indexDate: example.indexDate, runDate: example.runDate,
            isDemonstration: false, modelName: "m", modelVersion: "1", counts: example.counts,
            sources: [
                source("admissions", "2025-03-31"), source("gp_events", "2025-03-31"),
                source("community_contacts", "2025-02-28"), source("practices", nil),
                source("social_care_services", nil, isMissing: true),
            ], notes: [])
        header.run = "2026-03-02-0123abcd"
        let page = ListPage.text(ListDocument(header: header, rows: ListDocument.exampleRows))
        let line =
            "Facts as of 31 March 2025; community contacts 28 February 2025; not stated: practices; missing: social care "
            + "services."
        let place = try #require(page.range(of: line))
        #expect(place.lowerBound < page.range(of: "9990000018")!.lowerBound)
        #expect(page.contains("Run on 2 March 2026 (2026-03-02-0123abcd)."))
    }

    @Test("A held list tells the numbers of its own night, or that they are not known")
    func held() {
        var header = ListDocument.example().header
        header.isHeld = true
        header.heldFrom = "2026-02-20"
        func page() -> String { ListPage.text(ListDocument(header: header, rows: ListDocument.exampleRows)) }
        #expect(page().contains("2 people of 6,214 eligible here on 20 February 2026: the 4% at highest risk"))
        #expect(page().contains("; held: the list is that of 20 February 2026."))
        header.heldFrom = nil
        #expect(page().contains("2 people of a number of eligible people that is no longer known: "))
        #expect(!page().contains("6,214"))
    }

    @Test("What a list holds cannot become markup")
    func escaping() {
        let hostile = "<img src=x onerror=alert(1)>"
        let row = ListRow(
            rankInPractice: 1, rank: 1, personID: hostile, risk: 0.5,
            factors: [.init(name: hostile, contribution: 1)], band: hostile, reasons: [hostile])
        let page = ListPage.text(.example(rows: [row]))
        #expect(!page.contains("<img"))
        // The person twice: among the people, and among the scores.
        #expect(page.components(separatedBy: "&lt;img src=x onerror=alert(1)&gt;").count == 6)
    }

    @Test("A page is well-formed, with a language, a title and scopes on its headings")
    func wellFormed() throws {
        let markup = Self.page.replacing(#/<(meta)([^>]*)>/#) { "<meta\($0.output.2)/>" }
            .replacing("<!DOCTYPE html>", with: "")
        try XMLWellFormedness.check(markup)
        #expect(Self.page.contains("<html lang=\"en-GB\">"))
        #expect(Self.page.contains("<title>The most complex 4% – Riverside &amp; Hill Surgery – 2 March 2026</title>"))
        #expect(!Self.page.contains("<th>"))
    }

    @Test("A demonstration says so first, and another list does not")
    func demonstration() throws {
        let note = "DEMONSTRATION: synthetic model, not for care"
        let page = ListPage.text(.example(isDemonstration: true))
        let place = try #require(page.range(of: note))
        #expect(place.lowerBound < page.range(of: "<h1>")!.lowerBound)
        #expect(!Self.page.contains(note))
    }

    @Test("Those just below the line stand apart, and are said not to be on the list")
    func nearMisses() throws {
        let document = ListDocument(
            header: ListDocument.example().header, rows: [ListDocument.exampleRows[0]],
            nearMisses: [ListDocument.exampleRows[1]])
        let page = ListPage.text(document)
        let heading = try #require(page.range(of: "Just below the line"))
        #expect(page.range(of: "9990000018")!.lowerBound < heading.lowerBound)
        #expect(page.range(of: "9990000026")!.lowerBound > heading.lowerBound)
        #expect(!ListPage.text(.example()).contains("Just below the line"))
    }

    @Test("Only where somebody below the line is at higher risk than one who is on the list, it says so")
    func overtaken() {
        let (high, low) = (ListDocument.exampleRows[0], ListDocument.exampleRows[1])
        func page(_ rows: [ListRow], below: ListRow) -> String {
            ListPage.text(ListDocument(header: ListDocument.example().header, rows: rows, nearMisses: [below]))
        }
        let words = "Some are at higher risk than the last who has a place"
        #expect(page([low], below: high).contains(words))
        #expect(!page([high], below: low).contains(words))
        #expect(!page([], below: high).contains(words), "a practice without places has no last")
    }

    @Test("Points are points, not per cent, and nothing is expected of them")
    func points() {
        let header = ListHeader(
            programme: ListProgramme(id: "p", title: "Stroke", rule: "r", scale: .points),
            place: ListPlace(kind: .practice, code: "A", name: ""), indexDate: "2026-03-01", runDate: "2026-03-02",
            isDemonstration: false, modelName: "cha2ds2vasc", modelVersion: "2010",
            counts: ListCounts(eligible: 1, shown: 1, leftOut: [], belowTheLine: 0, nearMisses: 0), sources: [],
            notes: [])
        let row = ListRow(
            rankInPractice: 1, rank: 1, personID: "9990000018", risk: 5, factors: [], band: "b", reasons: [])
        let page = ListPage.text(ListDocument(header: header, rows: [row]))
        #expect(page.contains("<b>5</b>") && !page.contains("5.0%") && !page.contains("in 10<"))
        #expect(page.contains("<caption>People on this list, those with most points first</caption>"))
    }

    @Test("A list of nobody says so")
    func empty() { #expect(ListPage.text(.example(rows: [])).contains("Nobody is on this list.")) }
}
