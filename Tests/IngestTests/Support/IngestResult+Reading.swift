import Accounts
import Ingest
import Records

extension IngestResult {
    func accounts(_ table: Table) -> [RowAccount] {
        sources.first { $0.table == table.rawValue }?.accounts ?? []
    }

    func count(_ disposition: Disposition, _ table: Table) -> Int {
        accounts(table).reduce(0) { $0 + $1[disposition] }
    }

    /// The counts of a table as text: `read 3: quarantined 1, accepted 2`.
    func account(_ table: Table) -> String {
        let counts = Disposition.allCases.map { ($0, count($0, table)) }.filter { $0.1 > 0 }
        return "read \(accounts(table).reduce(0) { $0 + $1.read }): "
            + counts.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", ")
    }

    /// The set-aside rows as text: `file:line column rule`.
    var asides: [String] {
        setAside.map { "\($0.file):\($0.line)\($0.column.isEmpty ? "" : " " + $0.column) \($0.rule.rawValue)" }
    }
}

extension Population {
    /// Everything that a later stage can see, as text, a line a row. Ids of dictionaries do not show.
    var text: [String] {
        let histories = histories(at: Day(year: 2079, month: 1, day: 1))
        var lines = (0..<persons.count).map { personText($0) }
        for table in Table.eventTables {
            guard let timeline = histories.timeline(table) else { continue }
            for person in 0..<persons.count {
                let rows = timeline.rows(of: person)
                for row in 0..<rows.count { lines.append(timeline.text(persons.ids[person], rows, row)) }
            }
        }
        return lines + practices.sorted { $0.key < $1.key }.map { "\($0.value)" }
    }

    private func personText(_ person: Int) -> String {
        let values = Table.persons.fields.compactMap { field -> String? in
            guard case .codes(let ids, let dictionary)? = persons.column(field.name) else { return nil }
            return "\(field.name)=\(dictionary[ids[person]])"
        }
        let days = [persons.births[person], persons.deaths[person]].map { $0.isMissing ? "" : $0.day.description }
        return "\(persons.ids[person]) \(persons.bar(of: person)) \(days) \(values)"
    }

    /// A table's rows as text, person by person.
    func rows(_ table: Table) -> [String] { text.filter { $0.hasPrefix("\(table.rawValue) ") } }
}

extension Timeline {
    fileprivate func text(_ id: String, _ rows: Rows, _ row: Int) -> String {
        var line = "\(table.rawValue) \(id) \(day(rows, row).day)"
        for field in table.fields where field.name != table.dayField {
            if let value = value(field.name, rows, row), !value.isEmpty { line += " \(field.name)=\(value)" }
        }
        return line
    }

    private func value(_ field: String, _ rows: Rows, _ row: Int) -> String? {
        if let codes = codes(field) { return codes.dictionary[codes.id(rows, row)] }
        if let numbers = numbers(field) { return numbers.value(rows, row).isNaN ? "" : "\(numbers.value(rows, row))" }
        if let days = days(field) { return days.day(rows, row).isMissing ? "" : days.day(rows, row).day.description }
        guard let lists = codeLists(field) else { return nil }
        var codes: [String] = []
        lists.forEachID(rows, row) { codes.append(lists.dictionary[$0]) }
        return codes.joined(separator: ";")
    }
}
