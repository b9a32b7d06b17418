import Records

/// All the chunks of one file, in its order, and the dictionaries of the workers that read it.
struct ParsedFile: Sendable {
    let name: String
    let source: Source
    let fields: [FieldMapping]
    let extractedOn: Day?
    /// 1 where the file has a header.
    let headerLines: Int
    var chunks: [Chunk]
    /// By worker and field.
    var dictionaries: [[ByteDictionary]]
    /// Lines that a command said on standard error.
    var errorLines = 0
    /// Nil where its name has no date.
    var dating: FileDating?
    /// The line of the file on which each chunk's first line stands, from 1.
    let firstLines: [Int]
    /// The number of each chunk's first row in the file.
    let firstRows: [Int]

    init(
        name: String, source: Source, fields: [FieldMapping], extractedOn: Day?, headerLines: Int, chunks: [Chunk],
        dictionaries: [[ByteDictionary]]
    ) {
        self.name = name
        self.source = source
        self.fields = fields
        self.extractedOn = extractedOn
        self.headerLines = headerLines
        self.chunks = chunks
        self.dictionaries = dictionaries
        var line = headerLines + 1
        firstLines = chunks.map { chunk in
            defer { line += chunk.lineCount }
            return line
        }
        var row = 0
        firstRows = chunks.map { chunk in
            defer { row += chunk.count }
            return row
        }
    }

    /// The line on which a row stands.
    func line(of row: Int) -> Int {
        var low = 0
        var high = chunks.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if firstRows[middle] <= row { low = middle } else { high = middle - 1 }
        }
        return firstLines[low] + chunks[low].line(of: row - firstRows[low])
    }

    var facts: FileFacts { FileFacts(fields: fields, extractedOn: extractedOn) }

    /// Rows that passed every check of their own.
    var rowCount: Int { chunks.reduce(0) { $0 + $1.count } }

    /// Persons of rows that were refused.
    var refusedPersons: [Int] { chunks.flatMap { $0.refusedPersons.map(Int.init) } }

    func place(of field: String) -> Int? { fields.firstIndex { $0.field.name == field } }
}
