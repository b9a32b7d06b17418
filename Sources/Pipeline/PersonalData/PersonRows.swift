import Tabular

/// Takes rows out of a CSV file by the person they are of, and leaves the bytes of the others as they are.
struct PersonRows {
    private let bytes: [UInt8]
    /// Of the column `person_id`; nil where the file has none.
    private let column: Int?
    private let records: [Range<Int>]

    /// - Parameter bytes: with a header.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        records = Self.records(bytes)
        column = records.first.flatMap { header in
            HeaderLine.fields(of: Array(bytes[header]), delimiter: Self.comma).firstIndex(of: "person_id")
        }
    }

    /// Gives each row with its person's id, without the header.
    func visit(_ body: (_ person: String, _ record: ArraySlice<UInt8>) -> Void) {
        guard let column else { return }
        for record in records.dropFirst() { body(id(record, column), bytes[record]) }
    }

    /// A row that `visit` gave, with a number in the place of its person's id.
    func record(_ record: ArraySlice<UInt8>, naming number: String) -> [UInt8] {
        guard let column else { return Array(record) }
        var fields = Self.fields(record)
        fields[column] = Array(number.utf8)[...]
        return Array(fields.joined(separator: [Self.comma])) + [Self.lineEnd]
    }

    /// The line with the columns' names.
    var header: ArraySlice<UInt8> { records.first.map { bytes[$0] } ?? [] }

    /// The file without the rows of some people; nil where none is of them.
    /// - Parameter instead: the fields of the row that takes a row's place; nil takes it out.
    func without(
        _ isTakenOff: (String) -> Bool, instead: (_ fields: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>]? = { _ in nil }
    ) -> (bytes: [UInt8], rows: Int, taken: Int)? {
        var kept = Array(header)
        var (rows, taken) = (0, 0)
        visit { person, record in
            guard !person.isEmpty, isTakenOff(person) else {
                rows += 1
                kept += record
                return
            }
            taken += 1
            guard let fields = instead(Self.fields(record)) else { return }
            rows += 1
            kept += fields.joined(separator: [Self.comma])
            kept.append(Self.lineEnd)
        }
        return taken == 0 ? nil : (kept, rows, taken)
    }

    /// A record's fields as they stand in the file, quotes and all, without its line end.
    private static func fields(_ record: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var record = record
        while let last = record.last, last == lineEnd || last == 0x0D { record.removeLast() }
        var fields: [ArraySlice<UInt8>] = []
        var (start, isQuoted) = (record.startIndex, false)
        for place in record.indices {
            if record[place] == quote { isQuoted.toggle() }
            guard record[place] == comma, !isQuoted else { continue }
            fields.append(record[start..<place])
            start = place + 1
        }
        return fields + [record[start...]]
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineEnd: UInt8 = 0x0A

    /// The records with their line ends; a line end within quotes is of a field.
    private static func records(_ bytes: [UInt8]) -> [Range<Int>] {
        var records: [Range<Int>] = []
        var start = 0
        var isQuoted = false
        for place in bytes.indices {
            if bytes[place] == quote { isQuoted.toggle() }
            guard bytes[place] == 0x0A, !isQuoted else { continue }
            records.append(start..<place + 1)
            start = place + 1
        }
        if start < bytes.count { records.append(start..<bytes.count) }
        return records
    }

    private func id(_ record: Range<Int>, _ column: Int) -> String {
        var field = 0
        var (isQuoted, followsQuote) = (false, false)
        var id: [UInt8] = []
        for byte in bytes[record] where byte != 0x0A && byte != 0x0D {
            defer { followsQuote = byte == Self.quote }
            if byte == Self.quote {
                isQuoted.toggle()
                // The second of two within quotes stands for one.
                if isQuoted, followsQuote, field == column { id.append(byte) }
            } else if byte == Self.comma, !isQuoted {
                if field == column { break }
                field += 1
            } else if field == column {
                id.append(byte)
            }
        }
        return Self.plain(id)
    }

    /// An id as it is published, as it is: text that a spreadsheet would run stands behind an apostrophe.
    static func plain(_ id: some Collection<UInt8>) -> String { FormulaMark.removed(from: id) }
}
