import Tabular

/// The first block of a table, by column: what tells numbers from words, and which number is usual.
struct TableSample: Sendable {
    /// By column: whether a field is neither missing nor a number.
    private var hasWords: [Bool]
    private var counts: [[Double: Int]]

    private static let mostRows = 10_000

    init(_ batch: RecordBatch?, columnCount: Int, missing: MissingWords) {
        hasWords = [Bool](repeating: false, count: columnCount)
        counts = [[Double: Int]](repeating: [:], count: columnCount)
        batch?.withFields { fields in
            for record in 0..<min(batch?.count ?? 0, Self.mostRows) {
                for column in 0..<columnCount { take(fields.text(record, column), column, missing) }
            }
        }
    }

    private mutating func take(_ text: FieldText, _ column: Int, _ missing: MissingWords) {
        if missing.contains(text) { return }
        if let value = DecimalText.value(text) {
            counts[column][value, default: 0] += 1
        } else {
            hasWords[column] = true
        }
    }

    /// Whether a column holds words and no number. One that holds both is not for us to guess at.
    func isOfWords(_ column: Int) -> Bool { hasWords[column] && counts[column].isEmpty }

    /// The commonest number, of equals the least; 0 where there is none.
    func usual(of column: Int) -> Double {
        counts[column].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }
}

/// The words that stand for no value.
struct MissingWords: Sendable {
    private let words: [[UInt8]]

    init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

    func contains(_ text: FieldText) -> Bool {
        text.isEmpty || words.contains { $0.count == text.count && text.buffer.elementsEqual($0) }
    }
}
