import Tabular

/// Writes rows of one table into memory.
struct TableWriter {
    private let memory: MemorySink
    private var csv: CSVWriter

    init() {
        memory = MemorySink()
        csv = CSVWriter(memory)
    }

    /// What was written. Call it once, at the end.
    mutating func finish() throws -> [UInt8] {
        try csv.flush()
        return memory.bytes
    }

    mutating func text(_ value: String) { csv.text(value) }
    mutating func integer(_ value: Int) { csv.integer(value) }
    mutating func integer(_ value: Int?) { value.map { csv.integer($0) } ?? csv.empty() }
    mutating func number(_ value: Double) { csv.number(value) }
    mutating func flag(_ value: Bool) { csv.integer(value ? 1 : 0) }
    mutating func endRow() throws { try csv.endRow() }

    /// Pounds, from pence.
    mutating func pounds(pence: Int) { csv.fixed(Double(pence) / 100, decimals: 2) }

    mutating func date(_ dayNumber: Int) {
        let date = CivilDate(dayNumber: dayNumber)
        csv.date(year: date.year, month: date.month, day: date.day)
    }

    mutating func date(_ dayNumber: Int?) { dayNumber.map { date($0) } ?? csv.empty() }

    /// A date-time to the minute.
    mutating func moment(_ moment: Moment?) {
        guard let moment else { return csv.empty() }
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = CivilDate(dayNumber: moment.day).text
        csv.text("\(date)T\(padded(moment.minute / 60)):\(padded(moment.minute % 60))")
    }
}
