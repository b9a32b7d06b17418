import FeatureData

extension ReadyTable {
    /// The same table, each column with a usual value that the order of its rows and the blocks of its file say nothing
    /// in, and that is nobody's own: what most rows have; else 0, where one row in ten has it; else the mean, rounded.
    ///
    /// - Parameter isNumber: by column, whether it is one of numbers; words keep their first.
    func settlingUsual(isNumber: [Bool]) -> FeatureMatrix {
        let usual = UsualValues(of: matrix, ids: ids)
        let columns = matrix.columns.indices.map { column -> FeatureColumn in
            let old = matrix.columns[column]
            return isNumber[column] ? FeatureColumn.ready(old.name, usual: usual[column]) : old
        }
        guard columns != matrix.columns else { return matrix }
        var settled = FeatureMatrix(columns: columns)
        settled.reserve(rows: rowCount, cells: matrix.cellValues.count)
        var values = [Double](repeating: 0, count: columns.count)
        for row in 0..<rowCount {
            matrix.unpack(row: row, into: &values)
            settled.append(row: values)
        }
        return settled
    }
}

/// What a matrix says of each column's values, whatever the order of the rows.
private struct UsualValues {
    private var columns: [Content]
    /// People who share a value at the least, for it to be nobody's.
    private static let fewestPeople = 10

    private struct Content {
        /// Rows with a value.
        var rows = 0
        /// The value that more than half of them have, where one is.
        var candidate = 0.0
        var votes = 0
        var candidateRows = 0
        var candidatePeople: Set<String> = []
        var zeros = 0
        var sum = 0.0
        var squares = 0.0

        /// The majority vote of Boyer and Moore (*Automated Reasoning*, 1991, 105-117): a value that more than half of the
        /// rows have is left.
        mutating func vote(_ value: Double) {
            rows += 1
            if votes == 0 { candidate = value }
            votes += value == candidate ? 1 : -1
        }

        /// Sums are of differences from the candidate, which lies among the values.
        mutating func count(_ value: Double, of person: String, _ enough: Int) {
            if value == 0 { zeros += 1 }
            if value == candidate {
                candidateRows += 1
                if candidatePeople.count < enough { candidatePeople.insert(person) }
            }
            sum += value - candidate
            squares += (value - candidate) * (value - candidate)
        }
    }

    init(of matrix: FeatureMatrix, ids: [String]) {
        columns = matrix.columns.map { _ in Content() }
        visit(matrix) { content, value, _ in content.vote(value) }
        visit(matrix) { content, value, row in content.count(value, of: ids[row], Self.fewestPeople) }
    }

    /// Of each row all values that are not missing.
    private mutating func visit(_ matrix: FeatureMatrix, _ body: (inout Content, Double, Int) -> Void) {
        var values = [Double](repeating: 0, count: columns.count)
        for row in 0..<matrix.rowCount {
            matrix.unpack(row: row, into: &values)
            for column in columns.indices where !values[column].isNaN { body(&columns[column], values[column], row) }
        }
    }

    subscript(column: Int) -> Double {
        let content = columns[column]
        guard content.rows > 0 else { return 0 }
        if 2 * content.candidateRows > content.rows, content.candidatePeople.count >= Self.fewestPeople {
            // 0 where it is -0.
            return content.candidate + 0
        }
        if 10 * content.zeros >= content.rows { return 0 }
        let mean = content.candidate + content.sum / Double(content.rows)
        let offset = content.sum / Double(content.rows)
        let variance = max(0, content.squares / Double(content.rows) - offset * offset)
        return CoarseValue.of(mean, spread: variance.squareRoot())
    }
}
