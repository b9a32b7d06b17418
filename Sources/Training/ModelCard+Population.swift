import Evaluation

/// What the card tells of the people, their outcome and what is not known of them.
extension ModelCard {
    /// The definition with its horizon and its rules.
    var outcomeParagraph: String {
        if let definition { return "\(definition)." }
        let gap = "Its horizon, and what was done about people who died or left, the table does not say. "
        return "\(outcome). " + (isOfTable ? gap + ModelCard.gap : "")
    }

    /// What the model was trained on.
    var source: String {
        let dates = model.training?.indexDates.joined(separator: ", ") ?? "unknown"
        let people = model.isSynthetic ? "synthetic people" : nil
        if isOfTable {
            // Who is in a table, and as at which day, whoever prepared it knows.
            return "A ready table, its rows: \(dates); \(people ?? "people as the table has them")"
        }
        return "Catalogue \(model.training?.catalogue ?? "unknown"); index date \(dates); "
            + (people ?? "people registered at the index date")
    }

    var isOfTable: Bool { model.training?.catalogue == ModelCard.tableCatalogue }

    /// Step by step, at the fit and at the evaluation.
    var participants: [String] {
        let fitted = attrition.map { ($0.name, DisclosureControl.released($0.people)) }
        let evaluated = evaluation?.attrition.map { ($0.name, $0.people) } ?? []
        let tables = [table("At training:", fitted), table("At evaluation:", evaluated)].compactMap(\.self)
        return tables.isEmpty ? ["`attrition.csv`, beside this card, has them step by step."] : tables
    }

    private func table(_ heading: String, _ steps: [(name: String, people: Int?)]) -> String? {
        guard !steps.isEmpty else { return nil }
        return heading + "\n\n" + MarkdownTable.text(["step", "rows"], steps.map { [$0.name, released($0.people)] })
    }

    var missingData: String {
        let given =
            "A person without rows has a feature's usual value, as the catalogue defines it. A feature without its "
            + "source is unavailable, and the model is then refused."
        let filled =
            fitted.filled.isEmpty
            ? nil
            : "These features have missing values, for which `model.json` has a stand-in, and a term that says so: "
                + fitted.filled.joined(separator: ", ") + "."
        return isOfTable ? [filled, laterMissing].compactMap(\.self).joined(separator: " ") : filled ?? given
    }

    /// What stands for values that are missing where none was in the fit.
    private var laterMissing: String? {
        let stands = fitted.features.contains { $0.missingAs != nil && !fitted.filled.contains($0.name) }
        guard stands else { return nil }
        return
            "\(fitted.filled.isEmpty ? "No predictor was missing" : "The other predictors were never missing") in the "
            + "rows of the fit; where one is later, their mean, or their commonest word, stands for it, and whoever "
            + "scores or evaluates is told of how many rows."
    }

    func released(_ count: Int?) -> String { count.map(String.init) ?? MarkdownTable.withheld }
}
