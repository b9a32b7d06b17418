import Identity
import Records
import Tabular

/// Turns blocks of one file into chunks, a field at a time. One to a worker: it keeps the worker's dictionaries.
struct BlockParser {
    let mapping: BoundMapping
    let roster: Roster?
    let idKind: IdentifierKind
    /// The last day that a row may be dated.
    let lastDay: PackedDay
    /// The day on which the file was taken, where it is stated.
    let extractedOn: PackedDay?
    /// By field of the mapping.
    private let dateFormats: [DateFormat?]
    private let worker: Int
    /// By field of the mapping: the distinct codes or, as their 8 bytes, the distinct numbers.
    private(set) var dictionaries: [ByteDictionary]
    let transforms: [ValueTransform?]
    private let workspace = RecordBatch.Workspace()

    /// Verdict of a row that the mapping leaves out.
    static let filteredOut = UInt8.max

    /// - Parameter roster: nil for tables that are not linked to persons.
    init(
        _ mapping: BoundMapping, roster: Roster?, idKind: IdentifierKind, lastDay: Day, extractedOn: Day?, worker: Int
    ) {
        self.mapping = mapping
        self.roster = roster
        self.idKind = idKind
        self.lastDay = PackedDay(clamping: lastDay)
        self.extractedOn = extractedOn.map { PackedDay(clamping: $0) }
        dateFormats = mapping.fields.map { $0.mapping.dateFormat?.asAt(lastDay) }
        self.worker = worker
        transforms = mapping.fields.map { $0.mapping.isDirect ? nil : ValueTransform($0) }
        dictionaries = mapping.fields.map { bound in
            var dictionary = ByteDictionary()
            // Of a closed set, nothing is added later.
            if case .oneOf(let codes) = bound.field.kind { for code in codes { _ = dictionary.intern(code) } }
            return dictionary
        }
    }

    mutating func parse(_ block: LineBlock) -> Chunk {
        let batch = mapping.scanner.scan(block, in: workspace)
        var chunk = Chunk(number: block.number, worker: worker)
        chunk.lineCount = batch.lineCount
        chunk.blankLines = batch.blankLines
        chunk.hasLoneReturns = batch.hasLoneReturns
        chunk.read = batch.count + batch.faults.count
        chunk.given = [Int](repeating: 0, count: mapping.fields.count)
        chunk.lookupMisses = chunk.given
        for fault in batch.faults { chunk.setAside(line: fault.line, Rule(fault.fault), column: nil) }
        if !batch.faults.isEmpty { notePeople(of: batch.faults, &chunk) }
        batch.withFields { fill(&chunk, batch, $0) }
        // What is wrong with a line as a line was told before what is wrong with the values of others.
        chunk.setAside.sort { $0.line < $1.line }
        return chunk
    }

    private mutating func fill(_ chunk: inout Chunk, _ batch: RecordBatch, _ fields: RecordBatch.Fields) {
        var verdicts = Verdicts(count: batch.count)
        chunk.looked = batch.count
        if let filter = mapping.filter {
            for record in 0..<batch.count where !filter.accepts(fields, record) {
                verdicts.filter(record, as: Self.filteredOut)
                chunk.looked -= 1
            }
        }
        var values: [ReadValues] = []
        for field in mapping.fields.indices {
            values.append(read(field, fields, batch, &chunk, &verdicts))
        }
        checkDates(values, chunk.runs, &verdicts)
        readExtras(fields, batch.count, &chunk, &verdicts)
        withholdSensitive(fields, batch, &values, verdicts, &chunk)
        settle(&chunk, batch, fields, values, verdicts)
    }

    /// Reads one field of all records.
    private mutating func read(
        _ place: Int, _ fields: RecordBatch.Fields, _ batch: RecordBatch, _ chunk: inout Chunk,
        _ verdicts: inout Verdicts
    ) -> ReadValues {
        let bound = mapping.fields[place]
        guard let transform = transforms[place] else {
            let texts = DirectTexts(fields: fields, column: bound.columns[0], isPlain: batch.isPlain)
            return read(place, texts, batch.count, &chunk, &verdicts)
        }
        return read(place, TransformedTexts(fields: fields, transform: transform), batch.count, &chunk, &verdicts)
    }

    @inline(__always)
    private mutating func read(
        _ place: Int, _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) -> ReadValues {
        let bound = mapping.fields[place]
        let field = bound.field
        var reading = FieldReading(
            place: UInt8(place), isRequired: bound.mapping.isRequired, isKept: bound.isKept,
            hasFilter: mapping.filter != nil, verdicts: verdicts)
        let values: ReadValues
        switch field.kind {
        case .personID:
            readPersons(texts, count, &chunk, &reading)
            values = .none
        case .day: values = .days(reading.days(texts, count, dateFormats[place], allowsTime: false))
        case .dayOrMoment: values = .days(reading.days(texts, count, dateFormats[place], allowsTime: true))
        case .moment: values = reading.moments(texts, count, dateFormats[place], &dictionaries[place])
        case .number: values = reading.numbers(texts, count, &dictionaries[place])
        case .icd10List: values = reading.codeLists(texts, count, &dictionaries[place])
        case .text: values = reading.codes(texts, count, &dictionaries[place], .text)
        case .oneOf: values = reading.codes(texts, count, &dictionaries[place], .closedSet)
        case .ready: values = reading.codes(texts, count, &dictionaries[place], .number)
        case .code: values = reading.codes(texts, count, &dictionaries[place], .openSet)
        case .icd10: values = reading.codes(texts, count, &dictionaries[place], .icd10)
        case .practiceCode: values = reading.codes(texts, count, &dictionaries[place], .practice)
        }
        verdicts = reading.verdicts
        chunk.given[place] = reading.given
        chunk.lookupMisses[place] = reading.unmatched
        return values
    }
}
