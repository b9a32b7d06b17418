import Configuration
import Testing

@Suite("Small comma-separated files")
struct CSVTextTests {
    private func rows(_ text: String) -> (rows: [CSVText.Row], problems: [String]) {
        let problems = Problems()
        let rows = CSVText.rows(text, file: "x.csv", allowed: ["code", "term"], problems: problems)
        return (rows, problems.all.map(\.description))
    }

    @Test(
        "Lines may end in any way, with a byte order mark before them",
        arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
    func lineEnds(end: String, mark: String) {
        let (rows, problems) = rows(mark + ["# a comment", "term,code", "one,1", "", ",2", ""].joined(separator: end))
        #expect(problems == ["x.csv:5:1: the row must have 2 columns, the first of them filled"])
        #expect(rows.map(\.line) == [3])
        #expect(rows.map { $0["code"] } == ["1"])
        #expect(rows.map { $0["term"] } == ["one"])
        #expect(rows.map { $0["none"] } == [""])
    }

    @Test("A header with other columns, or without the first, is told")
    func headers() {
        let problem = "x.csv:1:1: the header must have code, and otherwise only: code, term"
        #expect(rows("code,trem\n").problems == [problem])
        #expect(rows("term\n").problems == [problem])
    }

    @Test("A field may be in quotes, which hold commas and quotes written twice")
    func quotes() {
        let (rows, problems) = rows(
            #"""
            "code","term"
            "1","one, ""the first"""
            2,a "word" in it
            "3",""
            """#)
        #expect(problems.isEmpty)
        #expect(rows.map { $0["code"] } == ["1", "2", "3"])
        #expect(rows.map { $0.place(of: "term") } == [5, 3, 5])
        #expect(rows.map { $0["term"] } == ["one, \"the first\"", "a \"word\" in it", ""])
    }

    @Test("A quote that stays open, or has text behind it, is told", arguments: ["1,\"one", "1,\"one\" more"])
    func brokenQuotes(line: String) {
        let problem = "x.csv:2:1: a quote stays open, or text follows a closing quote"
        #expect(rows("code,term\n\(line)\n").problems == [problem])
    }

    @Test("Where several columns are asked for, a header without one of them is told, and no row is read")
    func required() {
        let problems = Problems()
        let rows = CSVText.rows(
            "code\n1\n", file: "x.csv", allowed: ["code", "term"], required: ["code", "term"], problems: problems)
        #expect(rows.isEmpty)
        #expect(problems.all.map(\.description) == ["x.csv:1:1: the header must have code and term, and nothing else"])
    }

    @Test("A field's place is where it begins in its line")
    func places() throws {
        let row = try #require(rows("term,code\none,1\n").rows.first)
        #expect(row.place(of: "term") == 1 && row.place(of: "code") == 5 && row.place(of: "none") == 1)
    }
}
