import Tabular

/// Bars that lie, each under its name and beside its words.
struct BarChart {
    struct Bar {
        let name: String
        /// nil where it is suppressed.
        let value: Double?
        /// A part of it.
        let inner: Double?
        let words: String
    }

    private let title: String
    private let description: String
    private let bars: [Bar]

    private static let (width, names, rowHeight) = (480.0, 96.0, 24.0)

    init(_ title: String, description: String, bars: [Bar]) {
        self.title = title
        self.description = description
        self.bars = bars
    }

    /// Words of a bar stand after it: the longest must fit beside the longest bar.
    private var longest: Double {
        let words = bars.map { Double($0.words.count) * 6.6 }.max() ?? 0
        return max(Self.width - left - words - 14, 40)
    }

    /// Names are at most 22 characters wide.
    private var left: Double { min(max(Self.names, (bars.map { Double($0.name.count) }.max() ?? 0) * 7 + 12), 168) }

    var html: HTML {
        let most = bars.compactMap(\.value).max() ?? 1
        let values = bars.map { [$0.value, $0.inner].compactMap { $0 } }
        let rows = bars.enumerated().map { place, bar in row(bar, at: Double(place), most: max(most, 1e-12)) }
        return SVGText.figure(
            title: title, description: description, width: Self.width,
            height: Double(bars.count) * Self.rowHeight + 8,
            [.element("g", ["data-series": "bars", "data-points": SVGText.points(values)], rows).line])
    }

    private func row(_ bar: Bar, at place: Double, most: Double) -> HTML {
        let top = place * Self.rowHeight + 6
        let length = (bar.value ?? 0) / most * longest
        let inner = bar.inner.map { box(top, $0 / most * longest, "rod inner") }
        let name = bar.name.count > 22 ? bar.name.prefix(21) + "…" : bar.name[...]
        return .element(
            "g", [:],
            [
                SVGText.text(String(name), x: left - 8, y: top + 12.5, .end),
                bar.value.map { _ in box(top, length, "rod") }, inner,
                SVGText.text(bar.words, x: left + length + 6, y: top + 12.5),
            ].compactMap { $0 })
    }

    private func box(_ top: Double, _ length: Double, _ look: String) -> HTML {
        .element(
            "rect",
            [
                "class": look, "x": SVGText.length(left), "y": SVGText.length(top),
                "width": SVGText.length(max(length, 0)), "height": "16",
            ], [])
    }
}
