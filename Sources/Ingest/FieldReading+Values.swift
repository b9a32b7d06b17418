import Records
import Tabular

/// The values of one field, a record of a block each.
enum ReadValues {
    /// Numbers of the worker's dictionary of this field.
    case ids([UInt32])
    case days([PackedDay])
    /// Record r has the ids at `starts[r] ..< starts[r + 1]`.
    case lists(starts: [UInt32], ids: [UInt32])
    /// A field that no later stage looks at.
    case none
}

/// The reading of a field's values: every one is checked, and those of a kept field become days or numbers of the
/// field's dictionary.
extension FieldReading {
    enum CodeKind {
        case openSet, closedSet, icd10, practice, text, number

        /// A column of a fixed width has blanks behind what is shorter. Of the kinds that anything may be of, a code
        /// with them would be of no list, in silence; of the others it is refused.
        var takesBlanksOff: Bool { self == .openSet || self == .icd10 || self == .text }
    }

    @inline(never)
    mutating func days(
        _ texts: some Texts, _ count: Int, _ format: DateFormat?, allowsTime: Bool
    ) -> [PackedDay] {
        let calendar = PackedCalendar.shared
        return [PackedDay](unsafeUninitializedCapacity: count) { days, initialized in
            for record in 0..<count {
                days[record] = .missing
                guard let text = text(texts, record) else { continue }
                switch format?.day(text) ?? ValueParser.day(text, allowsTime: allowsTime, calendar) {
                case .value(let day): days[record] = day
                case .broken(let rule): refuse(record, rule)
                }
            }
            initialized = count
        }
    }

    @inline(never)
    mutating func numbers(_ texts: some Texts, _ count: Int, _ dictionary: inout ByteDictionary) -> ReadValues {
        guard isKept else {
            checkNumbers(texts, count)
            return .none
        }
        return .ids(
            ids(count) { reading, record in
                guard let text = reading.text(texts, record) else { return 0 }
                switch ValueParser.number(text) {
                case .value(let value): return dictionary.intern(value)
                case .broken(let rule):
                    reading.refuse(record, rule)
                    return 0
                }
            })
    }

    @inline(never)
    private mutating func checkNumbers(_ texts: some Texts, _ count: Int) {
        for record in 0..<count {
            guard let text = text(texts, record), !ValueParser.isShortNumber(text) else { continue }
            if case .broken(let rule) = ValueParser.number(text) { refuse(record, rule) }
        }
    }

    @inline(never)
    mutating func codes(
        _ texts: some Texts, _ count: Int, _ dictionary: inout ByteDictionary, _ kind: CodeKind
    ) -> ReadValues {
        guard isKept else {
            checkCodes(texts, count, dictionary, kind)
            return .none
        }
        return .ids(
            ids(count) { reading, record in
                guard let text = reading.text(texts, record, takesBlanksOff: kind.takesBlanksOff) else { return 0 }
                if let rule = Self.fault(text, kind, isPlain: texts.isPlain) {
                    reading.refuse(record, rule)
                    return 0
                }
                if kind == .closedSet {
                    if let id = dictionary.id(text.bytes, text.count) { return id }
                    reading.refuse(record, .unknownCode)
                    return 0
                }
                guard kind == .icd10, ICD10.hasDot(text) else { return dictionary.intern(text.bytes, text.count) }
                return ICD10.withoutDot(text) { dictionary.intern($0.bytes, $0.count) }
            })
    }

    /// Checks the codes of a field that no later stage looks at.
    @inline(never)
    private mutating func checkCodes(
        _ texts: some Texts, _ count: Int, _ dictionary: ByteDictionary, _ kind: CodeKind
    ) {
        for record in 0..<count {
            guard let text = text(texts, record, takesBlanksOff: kind.takesBlanksOff) else { continue }
            if let rule = Self.fault(text, kind, isPlain: texts.isPlain) {
                refuse(record, rule)
            } else if kind == .closedSet, dictionary.id(text.bytes, text.count) == nil {
                refuse(record, .unknownCode)
            }
        }
    }

    /// What is wrong with a code's form.
    @inline(__always)
    private static func fault(_ text: FieldText, _ kind: CodeKind, isPlain: Bool) -> Rule? {
        switch kind {
        case .closedSet, .text: nil
        case .number: DecimalText.value(text) == nil ? .badNumber : nil
        case .practice: ValueParser.isPracticeCode(text) ? nil : .badPracticeCode
        case .openSet, .icd10: isPlain || !ValueParser.hasControlCharacter(text) ? nil : .controlCharacter
        }
    }

    @inline(never)
    mutating func codeLists(_ texts: some Texts, _ count: Int, _ dictionary: inout ByteDictionary) -> ReadValues {
        var starts: [UInt32] = [0]
        var ids: [UInt32] = []
        if isKept { starts.reserveCapacity(count + 1) }
        for record in 0..<count {
            if let text = text(texts, record, takesBlanksOff: true) {
                if !texts.isPlain, ValueParser.hasControlCharacter(text) {
                    refuse(record, .controlCharacter)
                } else if isKept {
                    ICD10.forEachCode(text) { ids.append(dictionary.intern($0.bytes, $0.count)) }
                }
            }
            if isKept { starts.append(UInt32(ids.count)) }
        }
        return isKept ? .lists(starts: starts, ids: ids) : .none
    }

    /// A number for each record.
    @inline(__always)
    private mutating func ids(_ count: Int, _ id: (inout FieldReading, Int) -> UInt32) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { ids, initialized in
            for record in 0..<count { ids[record] = id(&self, record) }
            initialized = count
        }
    }
}
