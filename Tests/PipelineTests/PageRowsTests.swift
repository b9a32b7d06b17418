import Testing

@testable import Pipeline

@Suite struct PageRowsTests {
    private func row(_ person: String) -> String {
        "<tr role=\"row\"><td>1</td><th scope=\"row\" class=\"person\"><b>\(person)</b> <i>x</i></th></tr>\n"
            + "<tr><th scope=\"row\" class=\"words\">\(person)</th><td>1</td></tr>"
    }

    private static let head = "<table><thead><tr><th scope=\"col\">Rank</th></tr></thead>\n<tbody>"
    private static let foot = "</tbody></table>\n"

    @Test(
        "The rows of those who are taken off go, and all else stays", arguments: [["a"], ["b"], ["c"], ["a", "c"], []])
    func rows(taken: [String]) {
        let people = ["a", "b", "c"]
        let page = Self.head + people.map(row).joined() + Self.foot
        let left = Self.head + people.filter { !taken.contains($0) }.map(row).joined() + Self.foot
        #expect(PageRows.without(taken.contains, page) == (taken.isEmpty ? nil : left))
    }

    @Test("An id is read as it was before it was written as markup")
    func markup() {
        let page = Self.head + row("&lt;&amp;&#39;&quot;&gt;") + Self.foot
        #expect(PageRows.without({ $0 == "<&'\">" }, page) == Self.head + Self.foot)
        #expect(PageRows.without({ $0 == "&amp;" }, page) == nil)
    }
}
