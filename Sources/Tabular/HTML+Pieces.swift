/// Pieces that several pages have.
extension HTML {
    public static func heading(_ text: String) -> HTML { element("h2", [:], text).line }

    public static func bullets(_ items: [String]) -> HTML {
        element("ul", [:], items.map { element("li", [:], $0).line }).line
    }

    /// Names and what they are, in two columns.
    public static func facts(_ facts: [(name: String, value: String)]) -> HTML {
        element(
            "dl", ["class": "facts"],
            facts.flatMap { [element("dt", [:], $0.name), element("dd", [:], $0.value).line] }
        )
        .line
    }

    public static func notice(_ text: String) -> HTML { element("p", ["class": "notice"], text).line }
}
