extension ModelCard {
    /// Under model performance; nothing where the design asks for no ablation.
    var ablationParagraphs: [String] {
        guard let ablation = evaluation?.ablation else { return [] }
        let intro =
            "Without each group of features, fitted anew with the other terms, the same kind of penalty and the same "
            + "lambda; on the rows of the evaluation, and in brackets the difference from the model:"
        let whole = ["nothing", "0"] + ablation.whole.all.map { $0.map(Self.fixed) ?? MarkdownTable.withheld }
        let rows = ablation.rows.map { row in
            let cells = zip(row.measures.all, ablation.differences(row)).map { value, difference in
                guard let value else { return MarkdownTable.withheld }
                return Self.fixed(value) + (difference.map { " (\(Self.signed($0)))" } ?? "")
            }
            return [row.leftOut, "\(row.features)"] + cells
        }
        let head = ["left out", "features", "AUROC", "Brier score", "PPV at 4%"]
        return [intro, MarkdownTable.text(head, [whole] + rows)]
    }

    private static func signed(_ value: Double) -> String {
        let text = fixed(value)
        return text.hasPrefix("-") || text == fixed(0) ? text : "+" + text
    }
}
