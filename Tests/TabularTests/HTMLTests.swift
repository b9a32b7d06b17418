import Tabular
import Testing

@Suite struct HTMLTests {
    @Test("Text and attribute values are escaped wherever they enter")
    func escaping() {
        let hostile = "<script>alert('a' & \"b\")</script>\u{0}\u{85}"
        let safe = "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;\u{FFFD}\u{FFFD}"
        #expect(HTML.text(hostile).text == safe)
        #expect(
            HTML.element("td", ["class": hostile], hostile).text == "<td class=\"\(safe)\">\(safe)</td>")
        #expect(HTMLPage(title: hostile, body: []).text.contains("<title>\(safe)</title>"))
    }

    @Test("A page fetches nothing and runs nothing")
    func selfContained() {
        let page = HTMLPage(title: "A list", body: [HTML.element("p", [:], "None.").line])
        #expect(page.text.contains("default-src 'none'; style-src 'unsafe-inline'"))
        for word in ["http:", "https:", "<script", "<link", "<img", "url(", "@import"] {
            #expect(!page.text.contains(word))
        }
    }

    @Test("Elements keep the order of their content")
    func order() {
        let list = HTML.element("ul", [:], [HTML.element("li", [:], "one").line, .element("li", [:], "two")])
        #expect(list.text == "<ul><li>one</li>\n<li>two</li></ul>")
    }
}
