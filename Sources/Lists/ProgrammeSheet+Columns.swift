import Tabular

extension ProgrammeSheet {
    /// What is read before a person is seen, and printed. A column that would be empty is left out.
    /// - Parameter others: those that are printed beside these.
    static func readColumns(_ document: ListDocument, beside others: [Column]) -> [Column] {
        let rows = document.rows + document.nearMisses
        let (before, after) = (personColumns(document, rows), standingColumns(rows))
        let why = text("Why", width: whyWidth(beside: before + after + others)) { $0.reasons.joined(separator: "; ") }
        return before + [why] + after
    }

    private static func personColumns(_ document: ListDocument, _ rows: [ListRow]) -> [Column] {
        var columns = [
            number("Rank", width: 6) { document.header.place.kind == .practice ? $0.rankInPractice : $0.rank },
            text("Person", width: personWidth(rows), .strong) { $0.personID },
        ]
        if !document.nearMisses.isEmpty {
            let isListed: (Entry) -> String = { $0.isListed ? "yes" : "no, just below" }
            columns.append(Column(title: "Listed", width: 8, content: .text(.text, isListed)))
        }
        if rows.contains(where: { $0.part != nil }) {
            columns.append(text(document.header.parts?.title ?? "Part", width: 11) { $0.part ?? "" })
        }
        columns += [text("Age", width: 9) { $0.ageBand }, text("Sex", width: 7) { $0.sex }]
        return columns + [riskColumn(document.header.programme.scale)]
    }

    private static func standingColumns(_ rows: [ListRow]) -> [Column] {
        var columns: [Column] = []
        if rows.contains(where: { $0.standing != nil }) {
            columns.append(text("Movement", width: 12) { $0.standing?.words ?? "" })
        }
        if rows.contains(where: { $0.caseloads?.isEmpty == false }) {
            columns.append(text("Caseload", width: 13) { $0.caseloads?.joined(separator: "; ") ?? "" })
        }
        return columns
    }

    /// What is printed is to be 7.5 points large at least; of a size LibreOffice takes whole percents.
    private static let leastPoints = 7.6

    /// The reasons take what the others leave of a page that can be read, but for long ids beside every other column.
    private static func whyWidth(beside others: [Column]) -> Double {
        let room = Sheet.room(for: others.count + 1, atPoints: leastPoints)
        return min(max(28, (room - others.reduce(0) { $0 + $1.width }).rounded(.down)), 70)
    }

    /// What is on the screen alone, to the right of the review: more of the person, then what an analyst looks for.
    static func otherColumns(_ document: ListDocument) -> [Column] {
        let programme = document.header.programme.id
        var columns = moreColumns(document)
        columns += [
            text("Band", width: 14) { $0.band },
            number("Rank overall", width: 10) { $0.rank },
            text("What moves the score", width: 60) { row in
                row.factors.map { "\($0.name) \(signed($0.contribution))" }.joined(separator: ", ")
            },
            text("Programme", width: 24) { _ in programme },
        ]
        if document.header.isDemonstration {
            columns.append(text("Note", width: 46) { _ in Demonstration.note })
        }
        return columns
    }

    /// A page has them in smaller letters; on a sheet each would be a column that makes all letters smaller.
    private static func moreColumns(_ document: ListDocument) -> [Column] {
        let rows = document.rows + document.nearMisses
        var columns: [Column] = []
        if document.header.programme.scale == .risk {
            columns.append(text("In words", width: 15) { RiskWords.words($0.risk) ?? "" })
        }
        if rows.contains(where: { !$0.changes.isEmpty }) {
            columns.append(text("What changed", width: 50) { $0.changes.joined(separator: "; ") })
        }
        if rows.contains(where: { !$0.alsoOn.isEmpty }) {
            columns.append(text("Also on", width: alsoOnWidth(rows)) { $0.alsoOn.joined(separator: "; ") })
        }
        return columns
    }

    private static func riskColumn(_ scale: ListProgramme.Scale) -> Column {
        switch scale {
        case .points: number("Points", width: 8, .points) { $0.risk }
        case .risk: number("Risk", width: 7, .percent) { $0.risk }
        }
    }

    private static func text(
        _ title: String, width: Double, _ style: Workbook.Style = .text, _ value: @escaping (ListRow) -> String
    ) -> Column {
        Column(title: title, width: width, content: .text(style) { value($0.row) })
    }

    private static func number(_ title: String, width: Double, _ value: @escaping (ListRow) -> Int) -> Column {
        number(title, width: width, .number) { Double(value($0)) }
    }

    private static func number(
        _ title: String, width: Double, _ style: Workbook.Style, _ value: @escaping (ListRow) -> Double
    ) -> Column {
        Column(title: title, width: width, content: .number(style) { value($0.row) })
    }

    /// Wide enough that nobody's other programmes need more than the two lines that every row has.
    private static func alsoOnWidth(_ rows: [ListRow]) -> Double {
        let longest = rows.reduce(0) { longest, row in max(longest, row.alsoOn.reduce(0) { $0 + $1.count + 2 }) }
        return min(max(15, Double(longest) / 2), 60)
    }

    private static func personWidth(_ rows: [ListRow]) -> Double {
        let longest = rows.reduce(0) { max($0, $1.personID.count) }
        return min(max(13, Double(longest) * 1.2 + 1), 30)
    }

    private static func signed(_ contribution: Double) -> String {
        let hundredths = (100 * contribution.magnitude).rounded() / 100
        return (contribution < 0 ? "−" : "+") + "\(hundredths)"
    }
}
