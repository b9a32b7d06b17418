import Tabular

extension TotalsJSON {
    /// A report that `text` wrote, read back; nil where it is none.
    /// - Parameter columns: those of a report of this title; nil where there is no such report.
    public static func report(_ json: JSONValue, columns: (String) -> [TotalsReport.Column]?) -> TotalsReport? {
        guard json["format_version"]?.asInteger == 1, let title = json["title"]?.asString,
            let columns = columns(title), let programme = json["programme"]?.asString,
            let area = json["area"]?.asString, let indexDate = json["index_date"]?.asString,
            let runDate = json["run_date"]?.asString, let isDemonstration = json["demonstration"]?.asBool,
            let notes = json["notes"]?.asArray?.compactMap(\.asString), let areas = json["areas"]?.asArray,
            let all = json["all"].flatMap({ row($0, columns) })
        else { return nil }
        let period = json["period"]?["first"]?.asString.flatMap { first in
            json["period"]?["last"]?.asString.map { (first: first, last: $0) }
        }
        return TotalsReport(
            programme: programme, title: title, areaTitle: area.prefix(1).uppercased() + area.dropFirst(),
            indexDate: indexDate, runDate: runDate, isDemonstration: isDemonstration, period: period,
            target: json["target"]?.asNumber, notes: notes, columns: columns,
            areas: areas.compactMap { row($0, columns) }, all: all)
    }

    private static func row(_ json: JSONValue, _ columns: [TotalsReport.Column]) -> TotalsReport.Row? {
        guard let code = json["code"]?.asString, let name = json["name"]?.asString else { return nil }
        return TotalsReport.Row(
            code: code, name: name, values: columns.map { json[$0.key]?.asNumber },
            isOnTarget: json["on_target"]?.asBool)
    }
}

extension TotalsReport {
    /// The same report, with one more note.
    public func adding(note: String) -> TotalsReport {
        TotalsReport(
            programme: programme, title: title, areaTitle: areaTitle, indexDate: indexDate, runDate: runDate,
            isDemonstration: isDemonstration, period: period, target: target,
            notes: notes.filter { $0 != note } + [note], columns: columns, areas: areas, all: all)
    }
}
