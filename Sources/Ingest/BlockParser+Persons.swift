import Identity
import Tabular

/// Whom each record is about.
extension BlockParser {
    func readPersons(
        _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        reading.emptyRule = .missingID
        if let roster {
            chunk.runs = link(texts, count, roster.index, &reading)
            if mapping.source.table == .optOuts { noteUnregistered(texts, &chunk) }
        } else {
            keepIDs(texts, count, &chunk, &reading)
        }
    }

    /// Finds each record's person. Extracts mostly hold a person's rows together: an id that is the one before is not
    /// looked up again.
    @inline(never)
    private func link(
        _ texts: some Texts, _ count: Int, _ index: PersonIndex, _ reading: inout FieldReading
    ) -> [PersonRun] {
        let finder = index.finder
        var starts: [Int] = []
        var queries: [PersonIndex.Query] = []
        var known = PersonIndex.Query.none
        // First all ids are hashed and their slots asked for, then they are looked up: the memory is there by then.
        for record in 0..<count {
            if let text = Self.id(texts, record, &reading) {
                let own = PersonIndex.Query(text)
                if own.isSurely(known) { continue }
                known = own
                if let rule = Self.fault(inID: text, idKind, isPlain: texts.isPlain) {
                    known = query(of: text, rule, record, &reading)
                }
                if !known.isNone { finder.prepare(&known) }
            } else {
                known = .none
            }
            starts.append(record)
            queries.append(known)
        }
        for run in queries.indices where !queries[run].isNone { finder.approach(&queries[run]) }
        return starts.indices.map { run in
            let end = run + 1 < starts.count ? starts[run + 1] : count
            guard !queries[run].isNone else { return PersonRun(person: PersonIndex.nobody, end: end) }
            // A short id is all in its key.
            let isShort = queries[run].count < ShortKey.longest
            let person = finder.person(
                queries[run], isShort ? FieldText.none : reading.peek(texts, starts[run]).withoutBlanks)
            roster?.lives?.prefetch(person)
            return PersonRun(person: person, end: end)
        }
    }

    /// The bytes of a record's id, without blanks around it; nil where there are none, which is refused.
    @inline(__always)
    private static func id(_ texts: some Texts, _ record: Int, _ reading: inout FieldReading) -> FieldText? {
        guard let text = reading.text(texts, record) else { return nil }
        if text.bytes[0] != 0x20, text.bytes[text.count &- 1] != 0x20 { return text }
        let id = text.withoutBlanks
        guard id.isEmpty else { return id }
        reading.refuse(record, .missingID)
        return nil
    }

    /// What to look for in place of an id that breaks a rule: an NHS number that was written with blanks or dashes is
    /// one all the same, and anything else is nobody's.
    @inline(never)
    private func query(of text: FieldText, _ rule: Rule, _ record: Int, _ reading: inout FieldReading)
        -> PersonIndex.Query
    {
        if idKind == .nhsNumber, let number = PlainNHSNumber(text) {
            return number.withText { PersonIndex.Query($0) }
        }
        reading.refuse(record, rule)
        return .none
    }

    /// Objectors whom no registration names.
    private func noteUnregistered(_ texts: some Texts, _ chunk: inout Chunk) {
        var start = 0
        for run in chunk.runs {
            for record in start..<run.end where run.person == PersonIndex.nobody {
                guard let text = texts.text(record)?.withoutBlanks, !text.isEmpty else { continue }
                let number = idKind == .nhsNumber ? PlainNHSNumber(text) : nil
                chunk.refusedIDs.append(String(decoding: number?.bytes ?? Array(text.buffer), as: UTF8.self))
            }
            start = run.end
        }
    }

    private func keepIDs(
        _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        for record in 0..<count {
            if let text = Self.id(texts, record, &reading) {
                if let rule = Self.fault(inID: text, idKind, isPlain: texts.isPlain) {
                    if idKind == .nhsNumber, let number = PlainNHSNumber(text) {
                        chunk.idBytes.append(contentsOf: number.bytes)
                    } else {
                        reading.refuse(record, rule)
                    }
                } else {
                    chunk.idBytes.append(contentsOf: text.buffer)
                }
            }
            chunk.idEnds.append(UInt32(chunk.idBytes.count))
        }
    }

    @inline(__always)
    static func fault(inID text: FieldText, _ kind: IdentifierKind, isPlain: Bool) -> Rule? {
        switch kind {
        case .nhsNumber: NHSNumber.isValid(text.buffer) ? nil : .badNHSNumber
        case .pseudonym:
            text.count > 64 || !isPlain && ValueParser.hasControlCharacter(text) || isMarked(text) ? .badID : nil
        }
    }

    /// Whether an id looks as one does that outputs keep from running as a formula, so that the two could not be told
    /// apart there.
    @inline(__always)
    private static func isMarked(_ text: FieldText) -> Bool {
        text.bytes[0] == UInt8(ascii: "'") && text.count > 1 && "=+-@".utf8.contains(text.bytes[1])
    }
}
