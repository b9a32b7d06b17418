import Tabular

/// Gives the bytes of one field, record by record.
protocol Texts {
    /// Nil where a lookup found nothing.
    func text(_ record: Int) -> FieldText?
    /// Whether no text can hold a control character.
    var isPlain: Bool { get }
}

/// The column's bytes as they are.
struct DirectTexts: Texts {
    let fields: RecordBatch.Fields
    let column: Int
    let isPlain: Bool

    @inline(__always)
    func text(_ record: Int) -> FieldText? { fields.text(record, column) }
}

/// The bytes that the mapping makes of its columns.
struct TransformedTexts: Texts {
    let fields: RecordBatch.Fields
    let transform: ValueTransform
    var isPlain: Bool { false }

    func text(_ record: Int) -> FieldText? {
        switch transform.apply(fields, record) {
        case .text(let text): text
        case .unmatched: nil
        }
    }
}

/// The first rule that each record of a batch breaks, and the field that breaks it.
struct Verdicts {
    /// A rule's code; 0 where none is broken.
    var rules: [UInt8]
    var fields: [UInt8]
    private(set) var hasAny = false

    /// In place of a field: the column of receipt, and that of versions.
    static let receipt = UInt8.max
    static let version = UInt8.max - 1

    init(count: Int) {
        rules = [UInt8](repeating: 0, count: count)
        fields = [UInt8](repeating: 0, count: count)
    }

    mutating func refuse(_ record: Int, _ rule: UInt8, _ field: UInt8) {
        guard rules[record] == 0 else { return }
        rules[record] = rule
        fields[record] = field
        hasAny = true
    }

    mutating func filter(_ record: Int, as verdict: UInt8) {
        rules[record] = verdict
        hasAny = true
    }
}

/// The reading of one field over a batch: what was refused, and how many had a value of those that the mapping takes.
struct FieldReading {
    let place: UInt8
    let isRequired: Bool
    /// Whether a later stage looks at the field.
    let isKept: Bool
    /// Whether the mapping leaves rows out.
    let hasFilter: Bool
    var verdicts: Verdicts
    var emptyRule = Rule.requiredEmpty
    private(set) var given = 0
    private(set) var unmatched = 0

    init(place: UInt8, isRequired: Bool, isKept: Bool, hasFilter: Bool, verdicts: consuming Verdicts) {
        self.place = place
        self.hasFilter = hasFilter
        self.isRequired = isRequired
        self.isKept = isKept
        self.verdicts = verdicts
    }

    /// The field's bytes; nil where there is nothing to read, which is refused where there must be.
    /// - Parameter takesBlanksOff: whether blanks around a value are no part of it.
    @inline(__always)
    mutating func text(_ texts: some Texts, _ record: Int, takesBlanksOff: Bool = false) -> FieldText? {
        let isCounted = !hasFilter || verdicts.rules[record] != BlockParser.filteredOut
        guard let whole = texts.text(record) else {
            if isCounted { unmatched += 1 }
            if isRequired { refuse(record, .lookupUnmatched) }
            return nil
        }
        let text = takesBlanksOff ? whole.withoutBlanks : whole
        guard text.isEmpty else {
            if isCounted { given &+= 1 }
            return text
        }
        if isRequired { refuse(record, emptyRule) }
        return nil
    }

    /// The field's bytes, uncounted and unchecked; none where a lookup found nothing.
    @inline(__always)
    func peek(_ texts: some Texts, _ record: Int) -> FieldText { texts.text(record) ?? FieldText.none }

    @inline(never)
    mutating func refuse(_ record: Int, _ rule: Rule) { verdicts.refuse(record, rule.code, place) }
}

extension Rule {
    init(_ fault: RecordBatch.Fault) {
        switch fault {
        case .tooFewColumns: self = .tooFewColumns
        case .tooManyColumns: self = .tooManyColumns
        case .openQuote: self = .openQuote
        case .textAfterQuote: self = .textAfterQuote
        case .notUTF8: self = .notUTF8
        case .nulByte: self = .nulByte
        case .fieldTooLong: self = .fieldTooLong
        case .lineTooLong: self = .lineTooLong
        case .repeatedHeader: self = .repeatedHeader
        }
    }
}
