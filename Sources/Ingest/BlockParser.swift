import Glibc
import Identity
import Records
import Tabular

/// Turns blocks of one file into chunks. One to a worker: it keeps the worker's dictionaries.
final class BlockParser {
    private let mapping: BoundMapping
    private let roster: Roster?
    private let idKind: IdentifierKind
    /// The last day that a row may be dated.
    private let lastDay: PackedDay
    private let worker: Int
    /// By field of the mapping: the distinct codes or, as their 8 bytes, the distinct numbers.
    private(set) var dictionaries: [ByteDictionary]
    /// By field: the numbers of the allowed codes, where the set is closed.
    private let closedSets: [Bool]
    private let transforms: [ValueTransform?]
    private var keyDictionary = ByteDictionary()

    /// Verdict of a row that the mapping leaves out.
    private static let filteredOut = UInt8.max

    /// - Parameter roster: nil for tables that are not linked to persons.
    init(_ mapping: BoundMapping, roster: Roster?, idKind: IdentifierKind, lastDay: Day, worker: Int) {
        self.mapping = mapping
        self.roster = roster
        self.idKind = idKind
        self.lastDay = PackedDay(clamping: lastDay)
        self.worker = worker
        transforms = mapping.fields.map { $0.mapping.isDirect ? nil : ValueTransform($0) }
        var dictionaries: [ByteDictionary] = []
        var closed: [Bool] = []
        for field in mapping.fields {
            var dictionary = ByteDictionary()
            if case .oneOf(let codes) = field.field.kind {
                for code in codes { _ = dictionary.intern(code) }
                closed.append(true)
            } else {
                closed.append(false)
            }
            dictionaries.append(dictionary)
        }
        self.dictionaries = dictionaries
        closedSets = closed
    }

    func parse(_ block: LineBlock) -> Chunk {
        let batch = mapping.scanner.scan(block)
        var chunk = Chunk(number: block.number, worker: worker)
        chunk.lineCount = batch.lineCount
        chunk.blankLines = batch.blankLines
        chunk.read = batch.count + batch.faults.count
        chunk.given = [Int](repeating: 0, count: mapping.fields.count)
        chunk.lookupMisses = chunk.given
        for fault in batch.faults { chunk.setAside(line: fault.line, Rule(fault.fault), column: nil) }
        batch.withFields { fill(&chunk, batch, $0) }
        return chunk
    }

    private func fill(_ chunk: inout Chunk, _ batch: RecordBatch, _ fields: RecordBatch.Fields) {
        var verdicts = Verdicts(count: batch.count)
        if let filter = mapping.filter {
            for record in 0..<batch.count where !filter.accepts(fields, record) {
                verdicts.filter(record, as: Self.filteredOut)
            }
        }
        var values: [Chunk.Values] = []
        for field in mapping.fields.indices {
            values.append(read(field, fields, batch.count, &chunk, &verdicts))
        }
        checkDates(values, &chunk, &verdicts)
        readExtras(fields, batch.count, &chunk, &verdicts)
        settle(&chunk, batch, values, verdicts)
    }

    // MARK: Fields

    private func read(
        _ place: Int, _ fields: RecordBatch.Fields, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) -> Chunk.Values {
        let bound = mapping.fields[place]
        guard let transform = transforms[place] else {
            return read(place, DirectTexts(fields: fields, column: bound.columns[0]), count, &chunk, &verdicts)
        }
        let texts = TransformedTexts(fields: fields, transform: transform)
        return read(place, texts, count, &chunk, &verdicts)
    }

    @inline(__always)
    private func read(
        _ place: Int, _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) -> Chunk.Values {
        let bound = mapping.fields[place]
        let field = bound.field
        var reading = FieldReading(place: UInt8(place), isRequired: bound.mapping.isRequired, verdicts: verdicts)
        let values: Chunk.Values
        switch field.kind {
        case .personID:
            readPersons(texts, count, &chunk, &reading)
            values = .none
        case .day: values = .days(readDays(texts, count, bound, allowsTime: false, &reading))
        case .dayOrMoment: values = .days(readDays(texts, count, bound, allowsTime: true, &reading))
        case .number: values = readNumbers(texts, count, place, isKept: bound.isKept, &reading)
        case .icd10List: values = readCodeLists(texts, count, place, isKept: bound.isKept, &reading)
        case .text: values = readCodes(texts, count, place, isKept: bound.isKept, .text, &reading)
        case .oneOf: values = readCodes(texts, count, place, isKept: bound.isKept, .closedSet, &reading)
        case .code: values = readCodes(texts, count, place, isKept: bound.isKept, .openSet, &reading)
        case .icd10: values = readCodes(texts, count, place, isKept: bound.isKept, .icd10, &reading)
        case .practiceCode: values = readCodes(texts, count, place, isKept: bound.isKept, .practice, &reading)
        }
        verdicts = reading.verdicts
        chunk.given[place] = reading.given
        chunk.lookupMisses[place] = reading.unmatched
        return values
    }

    @inline(__always)
    private func readDays(
        _ texts: some Texts, _ count: Int, _ bound: BoundMapping.BoundField, allowsTime: Bool,
        _ reading: inout FieldReading
    ) -> [PackedDay] {
        let format = bound.mapping.dateFormat
        return [PackedDay](unsafeUninitializedCapacity: count) { days, initialized in
            for record in 0..<count {
                days[record] = .missing
                guard let text = reading.text(texts, record) else { continue }
                let parsed = format?.day(text) ?? ValueParser.day(text, allowsTime: allowsTime)
                switch parsed {
                case .value(let day): days[record] = day
                case .broken(let rule): reading.refuse(record, rule)
                }
            }
            initialized = count
        }
    }

    @inline(__always)
    private func readNumbers(
        _ texts: some Texts, _ count: Int, _ place: Int, isKept: Bool, _ reading: inout FieldReading
    ) -> Chunk.Values {
        var ids = [UInt32](repeating: 0, count: isKept ? count : 0)
        withUnsafeTemporaryAllocation(byteCount: 24, alignment: 8) { scratch in
            let bytes = scratch.baseAddress!.assumingMemoryBound(to: UInt8.self)
            for record in 0..<count {
                guard let text = reading.text(texts, record) else { continue }
                switch ValueParser.number(text) {
                case .broken(let rule): reading.refuse(record, rule)
                case .value(let value):
                    guard isKept else { continue }
                    scratch.storeBytes(of: value.bitPattern, as: UInt64.self)
                    ids[record] = dictionaries[place].intern(bytes, 8)
                }
            }
        }
        return isKept ? .ids(ids) : .none
    }

    private enum CodeKind {
        case openSet, closedSet, icd10, practice, text
    }

    @inline(__always)
    private func readCodes(
        _ texts: some Texts, _ count: Int, _ place: Int, isKept: Bool, _ kind: CodeKind,
        _ reading: inout FieldReading
    ) -> Chunk.Values {
        var ids = [UInt32](repeating: 0, count: isKept ? count : 0)
        var undotted = [UInt8](repeating: 0, count: 64)
        for record in 0..<count {
            guard var text = reading.text(texts, record) else { continue }
            switch kind {
            case .closedSet:
                guard let id = dictionaries[place].id(text.bytes, text.count) else {
                    reading.refuse(record, .unknownCode)
                    continue
                }
                if isKept { ids[record] = id }
                continue
            case .practice:
                guard ValueParser.isPracticeCode(text) else {
                    reading.refuse(record, .badPracticeCode)
                    continue
                }
            case .icd10: text = Self.withoutDot(text, &undotted)
            case .openSet, .text: break
            }
            guard isKept || !hasPlainBytes(text) else { continue }
            if kind != .text, ValueParser.hasControlCharacter(text) {
                reading.refuse(record, .controlCharacter)
                continue
            }
            if isKept { ids[record] = dictionaries[place].intern(text.bytes, text.count) }
        }
        return isKept ? .ids(ids) : .none
    }

    /// Whether the first eight bytes and the length already show a code without control characters.
    @inline(__always)
    private func hasPlainBytes(_ text: FieldText) -> Bool {
        var place = 0
        while place < text.count {
            if text.bytes[place] < 0x20 || text.bytes[place] == 0x7F { return false }
            place &+= 1
        }
        return true
    }

    /// Drops the dot of an ICD-10 code (`J44.9`); what has none is not copied.
    @inline(__always)
    private static func withoutDot(_ text: FieldText, _ scratch: inout [UInt8]) -> FieldText {
        guard text.count > 3, text.count < 32, text.bytes[3] == 0x2E else { return text }
        return scratch.withUnsafeMutableBufferPointer { buffer in
            let target = buffer.baseAddress!
            target.update(from: text.bytes, count: 3)
            (target + 3).update(from: text.bytes + 4, count: text.count - 4)
            (target + text.count - 1).update(repeating: 0, count: 17)
            return FieldText(bytes: UnsafePointer(target), count: text.count - 1)
        }
    }

    @inline(__always)
    private func readCodeLists(
        _ texts: some Texts, _ count: Int, _ place: Int, isKept: Bool, _ reading: inout FieldReading
    ) -> Chunk.Values {
        var starts: [UInt32] = [0]
        var ids: [UInt32] = []
        var undotted = [UInt8](repeating: 0, count: 64)
        starts.reserveCapacity(count + 1)
        for record in 0..<count {
            if let text = reading.text(texts, record) {
                if ValueParser.hasControlCharacter(text) {
                    reading.refuse(record, .controlCharacter)
                } else if isKept {
                    var start = 0
                    for place in 0...text.count where place == text.count || text.bytes[place] == 0x3B {
                        let item = Self.trimmed(text, start, place)
                        start = place + 1
                        guard !item.isEmpty else { continue }
                        let code = Self.withoutDot(item, &undotted)
                        ids.append(dictionaries[Int(reading.place)].intern(code.bytes, code.count))
                    }
                }
            }
            starts.append(UInt32(ids.count))
        }
        return isKept ? .lists(starts: starts, ids: ids) : .none
    }

    private static func trimmed(_ text: FieldText, _ start: Int, _ end: Int) -> FieldText {
        var (start, end) = (start, end)
        while start < end, text.bytes[start] == 0x20 { start += 1 }
        while end > start, text.bytes[end - 1] == 0x20 { end -= 1 }
        return FieldText(bytes: text.bytes + start, count: end - start)
    }

    // MARK: Persons

    @inline(__always)
    private func readPersons(
        _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        reading.emptyRule = .missingID
        if let roster {
            link(texts, count, roster.index, &chunk, &reading)
        } else {
            keepIDs(texts, count, &chunk, &reading)
        }
    }

    @inline(__always)
    private func link(
        _ texts: some Texts, _ count: Int, _ index: PersonIndex, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        // First all ids are hashed and their slots asked for, then they are looked up: the memory is there by then.
        let queries = [PersonIndex.Query](unsafeUninitializedCapacity: count) { queries, initialized in
            for record in 0..<count {
                queries[record] = index.query(reading.peek(texts, record))
            }
            initialized = count
        }
        chunk.persons = [UInt32](unsafeUninitializedCapacity: count) { persons, initialized in
            var known = -1
            for record in 0..<count {
                persons[record] = PersonIndex.nobody
                guard let text = reading.text(texts, record) else { continue }
                if known >= 0, text.count <= ShortKey.longest, queries[known].key == queries[record].key,
                    reading.peek(texts, known).count == text.count
                {
                    persons[record] = persons[known]
                } else if let rule = faultInID(text) {
                    reading.refuse(record, rule)
                    continue
                } else {
                    persons[record] = index.person(queries[record], text)
                }
                known = record
            }
            initialized = count
        }
        guard mapping.source.table == .optOuts else { return }
        for record in 0..<count where chunk.persons[record] == PersonIndex.nobody {
            if let text = texts.text(record), !text.isEmpty { chunk.refusedIDs.append(text.string) }
        }
    }

    private func keepIDs(
        _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        for record in 0..<count {
            if let text = reading.text(texts, record) {
                if let rule = faultInID(text) {
                    reading.refuse(record, rule)
                } else {
                    chunk.idBytes.append(contentsOf: text.buffer)
                }
            }
            chunk.idEnds.append(UInt32(chunk.idBytes.count))
        }
    }

    @inline(__always)
    private func faultInID(_ text: FieldText) -> Rule? {
        switch idKind {
        case .nhsNumber: NHSNumber.isValid(text.buffer) ? nil : .badNHSNumber
        case .pseudonym: text.count > 64 || ValueParser.hasControlCharacter(text) ? .badID : nil
        }
    }

    // MARK: Dates against each other and against the person

    private func checkDates(_ values: [Chunk.Values], _ chunk: inout Chunk, _ verdicts: inout Verdicts) {
        let table = mapping.source.table
        if table == .persons { return checkLifeDates(values, &verdicts) }
        guard let dayField = table.dayField, let days = self.days(dayField, values) else { return }
        let place = fieldPlace(dayField)
        // A booking is left out whatever else is wrong with it: what is still to come is often coded so.
        let isBooking = table == .outpatientAppointments
        for row in days.indices where days[row] > lastDay {
            if isBooking {
                verdicts.filter(row, as: Self.filteredOut)
            } else {
                verdicts.refuse(row, Rule.futureDate.code, place)
            }
        }
        if let endField = table.endField, let ends = self.days(endField, values) {
            let endPlace = fieldPlace(endField)
            for row in ends.indices where !ends[row].isMissing && ends[row] < days[row] {
                verdicts.refuse(row, Rule.endsBeforeStart.code, endPlace)
            }
        }
        if let lives = roster?.lives { checkLives(days, lives, chunk.persons, place, &verdicts) }
    }

    private func checkLives(
        _ days: [PackedDay], _ lives: Roster.Lives, _ persons: [UInt32], _ place: UInt8, _ verdicts: inout Verdicts
    ) {
        let (births, deaths) = (lives.births.elements, lives.deaths.elements)
        let endsAtDeath = mapping.source.table == .admissions
        for row in days.indices where persons[row] != PersonIndex.nobody {
            let person = Int(persons[row])
            if days[row] < births[person] { verdicts.refuse(row, Rule.beforeBirth.code, place) }
            if endsAtDeath, !deaths[person].isMissing, days[row] > deaths[person] {
                verdicts.refuse(row, Rule.afterDeath.code, place)
            }
        }
    }

    private func checkLifeDates(_ values: [Chunk.Values], _ verdicts: inout Verdicts) {
        guard let births = days("date_of_birth", values) else { return }
        let birthPlace = fieldPlace("date_of_birth")
        let oldest = PackedDay(clamping: lastDay.day.adding(months: -12 * 121).adding(days: 1))
        for row in births.indices where !births[row].isMissing {
            if births[row] > lastDay { verdicts.refuse(row, Rule.futureDate.code, birthPlace) }
            if births[row] < oldest { verdicts.refuse(row, Rule.tooOld.code, birthPlace) }
        }
        if let deaths = days("date_of_death", values) {
            let place = fieldPlace("date_of_death")
            for row in deaths.indices where !deaths[row].isMissing {
                if deaths[row] > lastDay { verdicts.refuse(row, Rule.futureDate.code, place) }
                if deaths[row] < births[row] { verdicts.refuse(row, Rule.endsBeforeStart.code, place) }
            }
        }
        if let from = days("registered_from", values), let to = days("registered_to", values) {
            let place = fieldPlace("registered_to")
            for row in from.indices where !from[row].isMissing && !to[row].isMissing && to[row] < from[row] {
                verdicts.refuse(row, Rule.endsBeforeStart.code, place)
            }
        }
    }

    private func fieldPlace(_ name: String) -> UInt8 {
        UInt8(mapping.fields.firstIndex { $0.field.name == name } ?? 0)
    }

    private func days(_ field: String, _ values: [Chunk.Values]) -> [PackedDay]? {
        guard let place = mapping.fields.firstIndex(where: { $0.field.name == field }),
            case .days(let days) = values[place]
        else { return nil }
        return days
    }

    // MARK: Received days, keys and versions

    private func readExtras(
        _ fields: RecordBatch.Fields, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) {
        if let column = mapping.receivedColumn {
            for record in 0..<count {
                let text = fields.text(record, column)
                var day = PackedDay.missing
                if !text.isEmpty {
                    switch ValueParser.day(text, allowsTime: true) {
                    case .value(let value): day = value
                    case .broken(let rule): verdicts.refuse(record, rule.code, Verdicts.noField)
                    }
                }
                chunk.received.append(day)
            }
        }
        guard let versionColumn = mapping.versionColumn else { return }
        for record in 0..<count {
            var key = VersionKey(low: 0, high: 0x9E37_79B9_7F4A_7C15)
            for column in mapping.keyColumns {
                let text = fields.text(record, column)
                let hash = ByteHash.hash(text.bytes, text.count)
                key.low = (key.low &* 0x100_0000_01B3) ^ hash
                key.high = (key.high &+ hash) &* 0xD6E8_FEB8_6659_FD93 ^ (hash >> 29)
            }
            chunk.keys.append(key)
            chunk.versions.append(fields.text(record, versionColumn).string)
        }
    }

    // MARK: What remains

    /// Sets the refused rows aside and keeps the others.
    private func settle(
        _ chunk: inout Chunk, _ batch: RecordBatch, _ values: [Chunk.Values], _ verdicts: Verdicts
    ) {
        chunk.values = values.enumerated().map { place, values in
            let isNeeded = mapping.fields[place].isKept || isStructural(place)
            return isNeeded ? values : .none
        }
        // Rows are the same where their bytes and what is made of them are the same.
        chunk.hashes = batch.hashes.map { $0 ^ mapping.salt }
        chunk.count = batch.count
        guard verdicts.hasAny || !batch.isOneRecordALine else { return }
        var (kept, refused): ([Int], [Int]) = ([], [])
        kept.reserveCapacity(batch.count)
        for record in 0..<batch.count {
            let verdict = verdicts.rules[record]
            if verdict == 0 {
                kept.append(record)
            } else if verdict == Self.filteredOut {
                chunk.filtered += 1
            } else if let rule = Rule(code: verdict) {
                let place = Int(verdicts.fields[record])
                // Of the columns that feed no field, only the day of receipt is checked.
                let column =
                    place < mapping.fields.count ? mapping.fields[place].columnName : mapping.source.receivedColumn
                chunk.setAside(line: batch.line(of: record), rule, column: column)
                refused.append(record)
            }
        }
        chunk.noteRefused(refused)
        chunk.keep(kept, lines: kept.map { UInt32(batch.line(of: $0)) })
    }

    /// Days, ends and spell ids are needed to put rows in order, whoever looks at them later.
    private func isStructural(_ place: Int) -> Bool {
        let name = mapping.fields[place].field.name
        let table = mapping.source.table
        return table == .persons || name == table.dayField || name == table.endField
    }
}
