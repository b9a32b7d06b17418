import Evaluation
import Tabular

/// Levels of a grouping one below the other, with an estimate and its interval in each of two panels.
struct ForestChart {
    struct Row {
        let name: String
        let estimates: [Estimate]
    }

    struct Panel {
        let axis: Axis
        /// An upright line: what all people have, or what is ideal.
        let reference: Double?
    }

    private let title: String
    private let description: String
    private let panels: [Panel]
    private let rows: [Row]

    /// Names have room for `mostLetters` in the widest of the fonts, and the margin for half of the last panel's title.
    private static let (width, names, gap, margin) = (520.0, 200.0, 48.0, 40.0)
    private static let (rowHeight, top) = (22.0, 26.0)
    /// Longer names are cut off.
    private static let mostLetters = 26

    /// Rows that a chart shows at most; tables have all.
    private static let mostRows = 24

    /// Rows and panels of which nothing is told are left out.
    ///
    /// - Parameter rows: each with an estimate for each panel.
    /// - Returns: nil where nothing is told.
    init?(_ title: String, description: String, panels: [Panel], rows: [Row]) {
        let told = panels.indices.filter { panel in rows.contains { $0.estimates[panel].value != nil } }
        let drawn = rows.map { row in Row(name: row.name, estimates: told.map { row.estimates[$0] }) }
            .filter { row in row.estimates.contains { $0.value != nil } }
        guard !drawn.isEmpty else { return nil }
        let rest = drawn.count > Self.mostRows ? " The first \(Self.mostRows) of \(drawn.count)." : ""
        self.title = title
        self.description = description + rest
        self.panels = told.map { panels[$0] }
        self.rows = Array(drawn.prefix(Self.mostRows))
    }

    private var panelWidth: Double {
        (Self.width - Self.names - Self.margin - Self.gap * Double(panels.count - 1)) / Double(panels.count)
    }

    private func left(_ panel: Int) -> Double { Self.names + Double(panel) * (panelWidth + Self.gap) }

    private func across(_ value: Double, _ panel: Int) -> Double {
        left(panel) + panels[panel].axis.place(value) * panelWidth
    }

    private var bottom: Double { Self.top + Double(rows.count) * Self.rowHeight + 6 }

    var html: HTML {
        let names = rows.enumerated().map { place, row in
            SVGText.text(
                row.name.count > Self.mostLetters ? row.name.prefix(Self.mostLetters - 1) + "…" : row.name,
                x: Self.names - 10, y: middle(place) + 4.5,
                .end)
        }
        return SVGText.figure(
            title: title, description: description, width: Self.width, height: bottom + 26,
            panels.indices.flatMap(frame) + names + panels.indices.map(series))
    }

    private func middle(_ row: Int) -> Double { Self.top + (Double(row) + 0.5) * Self.rowHeight }

    private func frame(_ panel: Int) -> [HTML] {
        let axis = panels[panel].axis
        // More than four marks would touch.
        let step = (axis.ticks.count + 3) / 4
        let told = stride(from: 0, to: axis.ticks.count, by: step).map { axis.ticks[$0] }
        let ticks = told.flatMap { tick in
            [
                SVGText.line(from: (across(tick, panel), bottom), to: (across(tick, panel), bottom + 5), "axis"),
                SVGText.text(axis.words(tick), x: across(tick, panel), y: bottom + 19, .middle),
            ]
        }
        let reference = panels[panel].reference.map { value in
            [
                HTML.element(
                    "path",
                    [
                        "class": "line reference",
                        "d":
                            "M\(SVGText.length(across(value, panel))) \(SVGText.length(Self.top))V\(SVGText.length(bottom))",
                    ], []
                ).line
            ]
        }
        return ticks + (reference ?? []) + [
            SVGText.line(from: (left(panel), bottom), to: (left(panel) + panelWidth, bottom), "axis"),
            SVGText.text(axis.title, x: left(panel) + panelWidth / 2, y: 15, .middle, "heading"),
        ]
    }

    private func series(_ panel: Int) -> HTML {
        let told = rows.indices.filter { rows[$0].estimates[panel].value != nil }
        let values = told.map { row in
            let estimate = rows[row].estimates[panel]
            return [estimate.value, estimate.low, estimate.high].compactMap { $0 }
        }
        let marks = rows.indices.map { row in mark(rows[row].estimates[panel], row, panel) }
        return HTML.element(
            "g",
            ["data-series": panels[panel].axis.title, "data-points": SVGText.points(values)], marks
        ).line
    }

    private func mark(_ estimate: Estimate, _ row: Int, _ panel: Int) -> HTML {
        guard let value = estimate.value else {
            return SVGText.text(
                "not told", x: left(panel) + panelWidth / 2, y: middle(row) + 4.5, .middle, "label faint")
        }
        var pieces: [HTML] = []
        if let low = estimate.low, let high = estimate.high {
            let (start, end) = (SVGText.length(across(low, panel)), SVGText.length(across(high, panel)))
            pieces.append(
                .element("path", ["class": "interval", "d": "M\(start) \(SVGText.length(middle(row)))H\(end)"], []))
        }
        pieces.append(
            .element(
                "circle",
                ["cx": SVGText.length(across(value, panel)), "cy": SVGText.length(middle(row)), "r": "4"], []))
        return .element("g", ["class": "mark model"], pieces)
    }
}
