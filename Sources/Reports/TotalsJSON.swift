import Tabular

/// A programme's totals as JSON, for whoever draws them.
public enum TotalsJSON {
    /// The whole file, keys sorted, with a final newline.
    public static func text(_ report: TotalsReport) -> String {
        let value: JSONValue = [
            "all": row(report.all, report),
            "area": .string(report.areaTitle.lowercased()),
            "areas": .array(report.areas.map { row($0, report) }),
            "demonstration": .bool(report.isDemonstration),
            "format_version": 1,
            "index_date": .string(report.indexDate),
            "notes": .array(report.notes.map(JSONValue.string)),
            "period": report.period.map { ["first": .string($0.first), "last": .string($0.last)] } ?? .null,
            "programme": .string(report.programme),
            "run_date": .string(report.runDate),
            "target": report.target.map(JSONValue.number) ?? .null,
            "title": .string(report.title),
        ]
        return value.readableText
    }

    private static func row(_ row: TotalsReport.Row, _ report: TotalsReport) -> JSONValue {
        var members: [String: JSONValue] = ["code": .string(row.code), "name": .string(row.name)]
        for (column, value) in zip(report.columns, row.values) {
            members[column.key] = value.map { figure($0, column.kind) } ?? .null
        }
        if report.target != nil { members["on_target"] = row.isOnTarget.map(JSONValue.bool) ?? .null }
        return .object(members)
    }

    private static func figure(_ value: Double, _ kind: TotalsReport.Kind) -> JSONValue {
        switch kind {
        case .count: .integer(Int(value))
        case .share: .number((value * 1e4).rounded() / 1e4)
        }
    }
}
