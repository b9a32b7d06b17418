import Accounts
import Tabular

extension QualityPage {
    /// One source: its files, the rules that its rows broke, how complete its fields are, its lookups.
    static func source(_ source: SourceQuality) -> [HTML] {
        let title = source.source == source.table ? source.source : "\(source.source) (\(source.table))"
        return [.heading(title), files(source)] + leftAside(source) + withheld(source) + rules(source)
            + completeness(source)
            + lookups(source)
    }

    private static func files(_ source: SourceQuality) -> HTML {
        let shown = Disposition.allCases.reversed().filter { kind in
            kind == .accepted || source.accounts.contains { $0[kind] > 0 }
        }
        let rows = source.accounts.map { account in
            [HTML.text(account.file), .text(Figure.count(account.read))]
                + shown.map { .text(Figure.count(account[$0])) }
        }
        return HTMLTable(
            caption: "Files and what became of their rows",
            columns: [.words("File"), .number("Read")] + shown.map { .number($0.heading) }, rows: rows
        ).html
    }

    /// Files of which no row was read.
    private static func leftAside(_ source: SourceQuality) -> [HTML] {
        guard !source.leftAside.isEmpty else { return [] }
        let named = source.leftAside.prefix(QualityVerdict.mostNamed).joined(separator: ", ")
        let more = source.leftAside.count - QualityVerdict.mostNamed
        let sentence = "Not read, because a file of a later day was: \(named)\(more > 0 ? " and \(more) more" : "")."
        return [.element("p", [:], sentence).line]
    }

    private static func withheld(_ source: SourceQuality) -> [HTML] {
        guard source.codesWithheld > 0 else { return [] }
        let codes = source.codesWithheld == 1 ? "sensitive code was" : "sensitive codes were"
        return [
            .element("p", [:], "\(Figure.count(source.codesWithheld)) \(codes) taken out of lists of diagnoses.").line
        ]
    }

    private static func rules(_ source: SourceQuality) -> [HTML] {
        let rows = source.accounts.flatMap { account in
            account.rules.keys.sorted().map { rule in
                let count = account.rules[rule] ?? 0
                return [
                    HTML.text(rule), .text(account.file), .text(Figure.count(count)),
                    .text(Figure.percent(count, of: account.read)),
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        let columns: [HTMLTable.Column] = [.words("Rule"), .words("File"), .number("Rows"), .number("Of those read")]
        return [HTMLTable(caption: "Rows set aside, by rule", columns: columns, rows: rows).html]
    }

    private static func completeness(_ source: SourceQuality) -> [HTML] {
        guard !source.completeness.isEmpty else { return [] }
        let rows = source.completeness.map { item in
            [HTML.text(item.field), bar(item), .text("\(Figure.count(item.given)) of \(Figure.count(item.rows))")]
        }
        let columns: [HTMLTable.Column] = [.words("Field"), .words("Has a value"), .number("Rows")]
        return [HTMLTable(caption: "How complete the fields are", columns: columns, rows: rows).html]
    }

    /// A bar for the eye, and the figure beside it for everyone.
    private static func bar(_ item: SourceQuality.Completeness) -> HTML {
        let width = item.rows > 0 ? 100 * Double(item.given) / Double(item.rows) : 0
        let fill = HTML.element("span", ["style": "width:\(Figure.decimal(width, places: 1))%"], "")
        return .element(
            "span", ["class": "nowrap"],
            [
                .element("span", ["class": "bar", "aria-hidden": "true"], [fill]),
                .text(Figure.percent(item.given, of: item.rows)),
            ])
    }

    private static func lookups(_ source: SourceQuality) -> [HTML] {
        guard !source.lookups.isEmpty else { return [] }
        let rows = source.lookups.map { lookup in
            [
                HTML.text(lookup.field), .text(lookup.file), .text(Figure.count(lookup.unmatched)),
                .text(Figure.percent(lookup.unmatched, of: lookup.rows)),
            ]
        }
        let columns: [HTMLTable.Column] = [
            .words("Field"), .words("Looked up in"), .number("Not found"), .number("Of the rows"),
        ]
        return [HTMLTable(caption: "Lookups without a match", columns: columns, rows: rows).html]
    }
}
