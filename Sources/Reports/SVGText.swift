import Tabular

/// Pieces of SVG that every chart has.
enum SVGText {
    /// A length, to a tenth of a unit.
    static func length(_ value: Double) -> String { Figure.decimal(value, places: 1) }

    /// Numbers as they are, a point's with commas between, points with blanks: read back by the tests.
    static func points(_ points: [[Double]]) -> String {
        points.map { $0.map(\.description).joined(separator: ",") }.joined(separator: " ")
    }

    static func line(from: (x: Double, y: Double), to: (x: Double, y: Double), _ look: String) -> HTML {
        HTML.element(
            "line",
            ["class": look, "x1": length(from.x), "y1": length(from.y), "x2": length(to.x), "y2": length(to.y)], []
        ).line
    }

    static func text(
        _ words: String, x: Double, y: Double, _ anchor: Chart.Anchor = .start, _ look: String = "tick"
    ) -> HTML {
        HTML.element(
            "text", ["class": look, "x": length(x), "y": length(y), "text-anchor": anchor.rawValue], words
        ).line
    }

    /// A figure with a caption. Its title and description are read out; its pieces are not.
    static func figure(
        title: String, description: String, width: Double, height: Double, _ content: [HTML]
    ) -> HTML {
        let svg = HTML.element(
            "svg",
            [
                "class": "chart", "role": "img", "viewBox": "0 0 \(length(width)) \(length(height))",
                "aria-label": "\(title). \(description)",
            ], [.element("title", [:], title), .element("desc", [:], description).line] + content)
        return .element("figure", [:], [.element("figcaption", [:], title).line, svg]).line
    }
}
