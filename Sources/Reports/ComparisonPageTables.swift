import Evaluation
import Tabular

/// The tables of a comparison's page. One that has no rows is nil.
struct ComparisonPageTables {
    private let comparison: ModelComparison

    init(_ comparison: ModelComparison) { self.comparison = comparison }

    private static func table(_ caption: String, _ columns: [HTMLTable.Column], _ rows: [[String]]) -> HTML? {
        guard !rows.isEmpty else { return nil }
        return HTMLTable(caption: caption, columns: columns, rows: rows.map { $0.map(HTML.text) }).html
    }

    private static let pairColumns: [HTMLTable.Column] = [
        .number("Champion"), .number("Challenger"), .number("Difference"),
    ]

    var measures: HTML? {
        let measures = comparison.measures
        let rows: [(String, ModelComparison.Pair, Int)] = [
            ("AUROC", measures.auroc, 4), ("Average precision", measures.averagePrecision, 4),
            ("Brier score (less is better)", measures.brierScore, 5),
            ("Scaled Brier score", measures.scaledBrierScore, 4),
            ("Log-loss (less is better)", measures.logLoss, 5),
            ("Observed over expected (1 is right)", measures.observedOverExpected, 3),
            ("Calibration in the large (0 is right)", measures.calibrationInTheLarge, 3),
            ("Calibration slope (1 is right)", measures.calibrationSlope, 3),
        ]
        return Self.table(
            "Measures, with 95% intervals", [.words("Measure")] + Self.pairColumns,
            rows.filter { $0.1.champion.value != nil || $0.1.challenger.value != nil }.map { name, pair, places in
                [name]
                    + [pair.champion, pair.challenger, pair.difference].map {
                        EstimateWords.number($0, places: places)
                    }
            })
    }

    var cuts: HTML? {
        func texts(_ pair: ModelComparison.Pair) -> [String] {
            [pair.champion, pair.challenger, pair.difference].map { EstimateWords.share($0) }
        }
        return Self.table(
            "Cuts, with 95% intervals",
            [
                .words("Taken"), .number("People"), .number("PPV: champion"), .number("challenger"),
                .number("difference"), .number("Sensitivity: champion"), .number("challenger"), .number("difference"),
            ],
            comparison.cuts.map {
                [$0.rule, EstimateWords.count($0.taken)] + texts($0.positivePredictiveValue) + texts($0.sensitivity)
            })
    }

    var overlap: HTML? {
        let overlap = comparison.overlap
        let rows = [
            ["Stay", EstimateWords.count(overlap.staying), EstimateWords.share(overlap.stayingRate)],
            ["Leave", EstimateWords.count(overlap.leaving), EstimateWords.share(overlap.leavingRate)],
            ["Enter", EstimateWords.count(overlap.entering), EstimateWords.share(overlap.enteringRate)],
            ["Enter less leave", EstimateWords.none, EstimateWords.share(overlap.difference)],
        ]
        return Self.table(
            "The top \(comparison.mainCut) of either",
            [.words("People who"), .number("People"), .number("Had the outcome")],
            rows.filter { $0[1] != EstimateWords.none || $0[2] != EstimateWords.none })
    }

    // MARK: Bands

    private var bandNames: [String] {
        let ends = comparison.reclassification.bandEnds.map { EstimateWords.percent($0, places: 0) }
        guard let first = ends.first, let last = ends.last else { return [] }
        return ["under \(first)"] + zip(ends, ends.dropFirst()).map { "\($0) to \($1)" } + ["\(last) and over"]
    }

    private func bands(_ caption: String, _ counts: [[Int?]]) -> HTML? {
        Self.table(
            caption, [.words("Champion ↓ challenger →")] + bandNames.map { .number($0) },
            zip(bandNames, counts).map { name, row in [name] + row.map(EstimateWords.count) })
    }

    var events: HTML? { bands("People with the outcome, by risk", comparison.reclassification.events) }

    var others: HTML? { bands("People without the outcome, by risk", comparison.reclassification.others) }

    // MARK: Subgroups

    var subgroups: [HTML?] {
        comparison.levelBlocks.map { block in
            let rows = block.rows.map { row in
                let level = row.level
                return [
                    row.name, EstimateWords.count(level.people), EstimateWords.number(level.auroc.champion.value),
                    EstimateWords.number(level.auroc.challenger.value), EstimateWords.number(level.auroc.difference),
                    EstimateWords.percent(level.sensitivity.champion.value),
                    EstimateWords.percent(level.sensitivity.challenger.value),
                    EstimateWords.share(level.sensitivity.difference), level.worse.isEmpty ? "" : "▼ worse",
                ].map(HTML.text)
            }
            let columns: [HTMLTable.Column] = [
                .words(block.name), .number("People"), .number("AUROC: champion"), .number("challenger"),
                .number("difference"), .number("Sensitivity: champion"), .number("challenger"), .number("difference"),
                .words("Challenger"),
            ]
            return HTMLTable(columns: columns, rows: rows).html
        }
    }
}
