import FeatureData
import Tabular

extension ReadyTable {
    /// Reads a CSV, plain or gzip, on several threads. The result does not depend on their number.
    ///
    /// - Parameters:
    ///   - file: how messages name it.
    /// - Throws: `ReadyTableError`; a table with a row at fault is refused, and every row at fault is counted.
    public init(path: String, file: String, roles: TableRoles, threads: Int) async throws(ReadyTableError) {
        do {
            let chunks = try await Self.chunks(path: path, file: file, roles: roles, threads: threads)
            try Self.throwProblems(of: chunks, file: file)
            self = try ReadyTable(chunks, file: file, roles: roles)
        } catch let error as ReadyTableError {
            throw error
        } catch let error as TabularError {
            throw .file(error)
        } catch {
            throw .notRead(file: file, cause: "\(error)")
        }
    }

    /// The names in a table's header.
    ///
    /// - Throws: `ReadyTableError`.
    public static func columnNames(path: String, file: String) throws(ReadyTableError) -> [String] {
        do {
            let blocks = try SourceFile(path: path, name: file, gzipCap: 1 << 34).blocks(
                encoding: .utf8, multiline: true)
            guard let header = try blocks.firstLine(isHeader: true) else { throw ReadyTableError.empty(file: file) }
            return HeaderLine.fields(of: header, delimiter: 0x2C)
        } catch let error as ReadyTableError {
            throw error
        } catch let error as TabularError {
            throw .file(error)
        } catch {
            throw .notRead(file: file, cause: "\(error)")
        }
    }

    private static func chunks(
        path: String, file: String, roles: TableRoles, threads: Int
    ) async throws -> [TableChunk] {
        let blocks = try SourceFile(path: path, name: file, gzipCap: 1 << 34).blocks(encoding: .utf8, multiline: true)
        guard let header = try blocks.firstLine(isHeader: true) else { throw ReadyTableError.empty(file: file) }
        let names = HeaderLine.fields(of: header, delimiter: 0x2C)
        let scanner = RecordScanner(delimiter: 0x2C, columnCount: names.count, multiline: true, header: header)
        let missing = MissingWords(roles.missing)
        // A block is scanned once: that takes the quotes out of it.
        let first = try blocks.next().map { (number: $0.number, batch: scanner.scan($0)) }
        let sample = TableSample(first?.batch, columnCount: names.count, missing: missing)
        let columns = try TableColumns(file: file, names: names, roles: roles, sample: sample)
        var firstReader = TableBlockReader(columns, scanner: scanner, missing: missing)
        let head = first.map { firstReader.read($0.batch, number: $0.number) }
        return try await withThrowingTaskGroup(of: [TableChunk].self) { group in
            for _ in 0..<max(1, threads) {
                group.addTask {
                    var reader = TableBlockReader(columns, scanner: scanner, missing: missing)
                    var chunks: [TableChunk] = []
                    while let block = try blocks.next() { chunks.append(reader.read(block)) }
                    return chunks
                }
            }
            var all = [head].compactMap(\.self)
            for try await chunks in group { all += chunks }
            return all.sorted { $0.number < $1.number }
        }
    }

    private static func throwProblems(of chunks: [TableChunk], file: String) throws(ReadyTableError) {
        var line = 2
        var told: [RowProblem] = []
        for chunk in chunks {
            for problem in chunk.problems.map({ $0.moved(by: line) }) {
                // Blocks are in the file's order: what is told of a column already is told of its first row.
                if problem.rule.isOfColumn,
                    let first = told.firstIndex(where: { $0.column == problem.column && $0.rule == problem.rule })
                {
                    told[first].rows += problem.rows
                } else {
                    told.append(problem)
                }
            }
            line += chunk.lineCount
        }
        guard told.isEmpty else {
            told.sort { $0.line < $1.line }
            throw .rows(
                file: file, Array(told.prefix(ReadyTableError.mostTold)),
                count: chunks.reduce(0) { $0 + $1.problemCount })
        }
    }

    private init(_ chunks: [TableChunk], file: String, roles: TableRoles) throws(ReadyTableError) {
        guard let columns = chunks.first?.matrix.columns, chunks.contains(where: { !$0.ids.isEmpty }) else {
            throw .noRows(file: file)
        }
        self.file = file
        ids = chunks.flatMap(\.ids)
        let ends = chunks.reduce(into: [2]) { $0.append($0[$0.count - 1] + $1.lineCount) }
        lines = zip(chunks, ends).flatMap { chunk, start in chunk.lines.map { start + Int($0) } }
        outcomes = roles.outcome == nil ? nil : chunks.flatMap(\.outcomes)
        weights = roles.weight == nil ? nil : chunks.flatMap(\.weights)
        offsets = roles.offset == nil ? nil : chunks.flatMap(\.offsets)
        words = Attributes(
            rowCount: ids.count,
            roles.words.enumerated().map { place, name in
                Attribute(name: name, texts: chunks.flatMap { $0.texts[place] })
            })
        rowsWithoutOutcome = chunks.reduce(0) { $0 + $1.rowsWithoutOutcome }
        let levels = columns.indices.map { place in
            roles.levels[columns[place].name]
                ?? Set(chunks.flatMap { $0.words[place] }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        try Self.checkWords(levels, columns, rows: ids.count, file: file, roles: roles)
        self.levels = levels
        var matrix = FeatureMatrix(columns: columns)
        for chunk in chunks { matrix.append(chunk.recoded(levels)) }
        self.matrix = matrix
        self.matrix = settlingUsual(isNumber: levels.map(\.isEmpty))
    }
}

extension ReadyTable {
    /// Words that the table was found to have are told from ids, names and notes, whose every value would be a level of the
    /// model's file.
    private static func checkWords(
        _ levels: [[String]], _ columns: [FeatureColumn], rows: Int, file: String, roles: TableRoles
    ) throws(ReadyTableError) {
        for (words, column) in zip(levels, columns)
        where roles.levels[column.name] == nil && !roles.categorical.contains(column.name) {
            let areOftenUnique = words.count >= fewWords && 2 * words.count > rows
            guard words.count > mostWordsFound || areOftenUnique else { continue }
            throw .tooManyWords(file: file, column: column.name, count: words.count)
        }
    }

    /// Different words of a column that need not be named as one of words.
    private static let mostWordsFound = 50
    /// So few are no ids, though each may be of one row of a small table.
    private static let fewWords = 10
}

extension TableChunk {
    /// The matrix with each word's place among all of the table's instead of the block's.
    fileprivate func recoded(_ levels: [[String]]) -> FeatureMatrix {
        let codes = levels.indices.map { column -> [Double] in
            let places = Dictionary(uniqueKeysWithValues: levels[column].enumerated().map { ($1, Double($0)) })
            return words[column].map { places[$0] ?? .nan }
        }
        guard codes.contains(where: { !$0.isEmpty }) else { return matrix }
        var recoded = FeatureMatrix(columns: matrix.columns)
        for row in 0..<matrix.rowCount {
            var values = matrix.row(row)
            for column in codes.indices where !codes[column].isEmpty && !values[column].isNaN {
                values[column] = codes[column][Int(values[column])]
            }
            recoded.append(row: values)
        }
        return recoded
    }
}
