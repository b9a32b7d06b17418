import Tabular

/// A chart as inline SVG: axes, lines, marks and words. It is scaled by its page; lengths are units of the view box.
///
/// Series differ by dashes and shapes, not by colour alone, and carry their own names. Each keeps the numbers it was
/// drawn from in `data-points`, exactly.
struct Chart {
    /// How a series looks. The style sheet has the colours.
    enum Look: String {
        case model, rival, reference, faint
    }

    enum Anchor: String {
        case start, middle, end
    }

    let title: String
    /// What the chart shows, for those who cannot see it.
    let description: String
    let x: Axis
    let y: Axis
    private var content: [HTML] = []

    static let (width, height) = (480.0, 360.0)
    static let (left, right, top, bottom) = (62.0, 24.0, 14.0, 52.0)

    init(_ title: String, description: String, x: Axis, y: Axis) {
        self.title = title
        self.description = description
        self.x = x
        self.y = y
    }

    // MARK: Places

    private func across(_ value: Double) -> Double {
        Self.left + x.place(value) * (Self.width - Self.left - Self.right)
    }

    private func down(_ value: Double) -> Double {
        Self.height - Self.bottom - y.place(value) * (Self.height - Self.top - Self.bottom)
    }

    // MARK: Series

    /// A line through points, from left to right.
    mutating func line(_ name: String, _ points: [(x: Double, y: Double)], _ look: Look) {
        guard points.count > 1 else { return }
        content.append(
            .element(
                "path",
                [
                    "class": "line \(look.rawValue)", "d": path(points), "data-series": name,
                    "data-points": SVGText.points(points.map { [$0.x, $0.y] }),
                ], []
            ).line)
    }

    /// What lies between two lines.
    mutating func band(_ name: String, _ points: [(x: Double, low: Double, high: Double)]) {
        guard points.count > 1 else { return }
        let outline = points.map { ($0.x, $0.high) } + points.reversed().map { ($0.x, $0.low) }
        content.append(
            .element(
                "path",
                [
                    "class": "band", "d": path(outline) + "Z", "data-series": name,
                    "data-points": SVGText.points(points.map { [$0.x, $0.low, $0.high] }),
                ], []
            ).line)
    }

    /// A mark at each point, with its interval upright where it has one.
    mutating func marks(_ name: String, _ points: [(x: Double, y: Double, low: Double?, high: Double?)], _ look: Look) {
        guard !points.isEmpty else { return }
        let marks = points.map { point in
            let whisker = point.low.flatMap { low in point.high.map { interval(point.x, low, $0) } }
            return HTML.element(
                "g", ["class": "mark \(look.rawValue)"],
                [whisker, mark(point.x, point.y, look)].compactMap { $0 })
        }
        let values = points.map { [$0.x, $0.y] + [$0.low, $0.high].compactMap { $0 } }
        content.append(
            .element("g", ["data-series": name, "data-points": SVGText.points(values)], marks).line)
    }

    /// Words beside a point.
    mutating func label(
        _ words: String, x: Double, y: Double, _ anchor: Anchor = .start, across offset: Double = 0,
        down rise: Double = 0, _ look: Look = .model
    ) {
        content.append(
            .element(
                "text",
                [
                    "class": "label \(look.rawValue)", "x": SVGText.length(across(x) + offset),
                    "y": SVGText.length(down(y) + rise), "text-anchor": anchor.rawValue,
                ], words
            ).line)
    }

    private func path(_ points: [(x: Double, y: Double)]) -> String {
        points.enumerated().map { place, point in
            "\(place == 0 ? "M" : "L")\(SVGText.length(across(point.x))) \(SVGText.length(down(point.y)))"
        }.joined()
    }

    private func interval(_ x: Double, _ low: Double, _ high: Double) -> HTML {
        let (place, top, bottom) = (across(x), down(high), down(low))
        let path =
            "M\(SVGText.length(place)) \(SVGText.length(bottom))V\(SVGText.length(top))"
            + "M\(SVGText.length(place - 3)) \(SVGText.length(top))h6"
            + "M\(SVGText.length(place - 3)) \(SVGText.length(bottom))h6"
        return .element("path", ["class": "interval", "d": path], [])
    }

    /// A disc for the model, a square for its rival.
    private func mark(_ x: Double, _ y: Double, _ look: Look) -> HTML {
        let (place, height) = (across(x), down(y))
        guard look == .rival else {
            return .element(
                "circle", ["cx": SVGText.length(place), "cy": SVGText.length(height), "r": "4"], [])
        }
        return .element(
            "rect",
            ["x": SVGText.length(place - 4), "y": SVGText.length(height - 4), "width": "8", "height": "8"], [])
    }

    // MARK: The whole

    var html: HTML {
        SVGText.figure(
            title: title, description: description, width: Self.width, height: Self.height, axes + content)
    }

    private var axes: [HTML] {
        let (right, bottom) = (Self.width - Self.right, Self.height - Self.bottom)
        let upright = y.ticks.flatMap { tick in
            [
                SVGText.line(from: (Self.left, down(tick)), to: (right, down(tick)), "grid"),
                SVGText.text(y.words(tick), x: Self.left - 7, y: down(tick) + 4.5, .end),
            ]
        }
        let level = x.ticks.flatMap { tick in
            [
                SVGText.line(from: (across(tick), bottom), to: (across(tick), bottom + 5), "axis"),
                SVGText.text(x.words(tick), x: across(tick), y: bottom + 20, .middle),
            ]
        }
        let middle = (Self.top + bottom) / 2
        return upright + level + [
            SVGText.line(from: (Self.left, bottom), to: (right, bottom), "axis"),
            SVGText.text(x.title, x: (Self.left + right) / 2, y: Self.height - 10, .middle, "title"),
            .element(
                "text",
                [
                    "class": "title", "x": "15", "y": SVGText.length(middle), "text-anchor": "middle",
                    "transform": "rotate(-90 15 \(SVGText.length(middle)))",
                ], y.title
            ).line,
        ]
    }
}
