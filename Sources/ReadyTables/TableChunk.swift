import FeatureData
import Tabular

/// What one block of a table holds.
struct TableChunk: Sendable {
    let number: Int
    var lineCount = 0
    var ids: [String] = []
    /// By row, its line from 0 in the block.
    var lines: [UInt32] = []
    var matrix: FeatureMatrix
    /// By predictor, the words met, in the order met, whose places are the matrix's values for now.
    var words: [[String]]
    var outcomes: [UInt8] = []
    var weights: [Double] = []
    var offsets: [Double] = []
    /// By column read as words.
    var texts: [[String?]]
    var rowsWithoutOutcome = 0
    /// Lines are from 0 in the block.
    var problems: [RowProblem] = []
    var problemCount = 0

    mutating func report(line: Int, column: String?, _ rule: RowProblem.Rule) {
        problemCount += 1
        if rule.isOfColumn, let told = problems.firstIndex(where: { $0.column == column && $0.rule == rule }) {
            problems[told].rows += 1
        } else if rule.isOfColumn || problems.count < ReadyTableError.mostTold {
            problems.append(RowProblem(line: line, column: column, rule: rule))
        }
    }
}

/// Reads blocks of a table. One to a worker.
struct TableBlockReader {
    let columns: TableColumns
    let scanner: RecordScanner
    let missing: MissingWords
    private let featureColumns: [FeatureColumn]
    private var values: [Double]
    private var wordPlaces: [[String: Int]]

    init(_ columns: TableColumns, scanner: RecordScanner, missing: MissingWords) {
        self.columns = columns
        self.scanner = scanner
        self.missing = missing
        featureColumns = columns.predictors.map { .ready($0.name, usual: $0.usual) }
        values = [Double](repeating: 0, count: columns.predictors.count)
        wordPlaces = columns.predictors.map { _ in [:] }
    }

    mutating func read(_ block: LineBlock) -> TableChunk { read(scanner.scan(block), number: block.number) }

    /// - Parameter number: the block's.
    mutating func read(_ batch: RecordBatch, number: Int) -> TableChunk {
        var chunk = TableChunk(
            number: number, matrix: FeatureMatrix(columns: featureColumns),
            words: columns.predictors.map { $0.levels ?? [] }, texts: columns.words.map { _ in [] })
        chunk.lineCount = batch.lineCount
        for place in columns.predictors.indices {
            wordPlaces[place] = Dictionary(
                chunk.words[place].enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        for fault in batch.faults { chunk.report(line: fault.line, column: nil, RowProblem.Rule(fault.fault)) }
        batch.withFields { fields in
            for record in 0..<batch.count { read(record, line: batch.line(of: record), fields, &chunk) }
        }
        return chunk
    }

    private mutating func read(_ record: Int, line: Int, _ fields: RecordBatch.Fields, _ chunk: inout TableChunk) {
        let problemsBefore = chunk.problemCount
        var outcome: UInt8 = 0
        if let place = columns.outcome {
            let text = fields.text(record, place)
            guard !missing.contains(text) else {
                chunk.rowsWithoutOutcome += 1
                return
            }
            if let known = OutcomeWord.value(text) {
                outcome = known
            } else {
                chunk.report(line: line, column: columns.names[place], .notAnOutcome)
            }
        }
        let id = fields.text(record, columns.id)
        if id.isEmpty { chunk.report(line: line, column: columns.names[columns.id], .noID) }
        let weight = columns.weight.map { required($0, record, line, fields, &chunk) } ?? 1
        if weight < 0, let place = columns.weight {
            chunk.report(line: line, column: columns.names[place], .negativeWeight)
        }
        let offset = columns.offset.map { required($0, record, line, fields, &chunk) } ?? 0
        for place in columns.predictors.indices { readPredictor(place, record, line, fields, &chunk) }
        guard chunk.problemCount == problemsBefore else { return }
        chunk.ids.append(id.string)
        chunk.lines.append(UInt32(line))
        chunk.outcomes.append(outcome)
        chunk.weights.append(weight)
        chunk.offsets.append(offset)
        for (place, column) in columns.words.enumerated() {
            let text = fields.text(record, column)
            chunk.texts[place].append(missing.contains(text) ? nil : text.string)
        }
        chunk.matrix.append(row: values)
    }

    private mutating func readPredictor(
        _ place: Int, _ record: Int, _ line: Int, _ fields: RecordBatch.Fields, _ chunk: inout TableChunk
    ) {
        let predictor = columns.predictors[place]
        let text = fields.text(record, predictor.place)
        guard !missing.contains(text) || isLevel(text, place) else {
            values[place] = .nan
            return
        }
        if predictor.isCategorical {
            values[place] = Double(word(text.string, place, line, &chunk))
        } else if let value = DecimalText.value(text) {
            values[place] = value
        } else {
            chunk.report(
                line: line, column: predictor.name, columns.findsWords ? .wordAmongNumbers : .notANumber)
        }
    }

    /// Whether it is a word that was known beforehand: that a model fitted as a level stands for a value, whatever else
    /// stands for none.
    private func isLevel(_ text: FieldText, _ place: Int) -> Bool {
        columns.predictors[place].levels != nil && wordPlaces[place][text.string] != nil
    }

    private mutating func word(_ word: String, _ place: Int, _ line: Int, _ chunk: inout TableChunk) -> Int {
        if let known = wordPlaces[place][word] { return known }
        guard columns.predictors[place].levels == nil else {
            chunk.report(line: line, column: columns.predictors[place].name, .unknownWord)
            return 0
        }
        let next = chunk.words[place].count
        chunk.words[place].append(word)
        wordPlaces[place][word] = next
        return next
    }

    private func required(
        _ place: Int, _ record: Int, _ line: Int, _ fields: RecordBatch.Fields, _ chunk: inout TableChunk
    ) -> Double {
        let text = fields.text(record, place)
        if missing.contains(text) {
            chunk.report(line: line, column: columns.names[place], .noValue)
        } else if let value = DecimalText.value(text) {
            return value
        } else {
            chunk.report(line: line, column: columns.names[place], .notANumber)
        }
        return 0
    }
}

extension RowProblem.Rule {
    init(_ fault: RecordBatch.Fault) {
        self =
            switch fault {
            case .tooFewColumns: .tooFewColumns
            case .tooManyColumns: .tooManyColumns
            case .openQuote, .textAfterQuote: .badQuotes
            case .notUTF8, .nulByte: .notText
            case .fieldTooLong, .lineTooLong: .tooLong
            case .repeatedHeader: .repeatedHeader
            }
    }
}
