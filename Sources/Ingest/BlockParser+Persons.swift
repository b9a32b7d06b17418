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
            if let text = reading.text(texts, record) {
                let query = PersonIndex.Query(text)
                if query.isSurely(known) { continue }
                known = query
                finder.prepare(&known)
                if let rule = Self.fault(inID: text, idKind, isPlain: texts.isPlain) {
                    reading.refuse(record, rule)
                    known = .none
                }
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
            let person = finder.person(queries[run], reading.peek(texts, starts[run]))
            roster?.lives?.prefetch(person)
            return PersonRun(person: person, end: end)
        }
    }

    /// Objectors whom no registration names.
    private func noteUnregistered(_ texts: some Texts, _ chunk: inout Chunk) {
        var start = 0
        for run in chunk.runs {
            for record in start..<run.end where run.person == PersonIndex.nobody {
                if let text = texts.text(record), !text.isEmpty { chunk.refusedIDs.append(text.string) }
            }
            start = run.end
        }
    }

    private func keepIDs(
        _ texts: some Texts, _ count: Int, _ chunk: inout Chunk, _ reading: inout FieldReading
    ) {
        for record in 0..<count {
            if let text = reading.text(texts, record) {
                if let rule = Self.fault(inID: text, idKind, isPlain: texts.isPlain) {
                    reading.refuse(record, rule)
                } else {
                    chunk.idBytes.append(contentsOf: text.buffer)
                }
            }
            chunk.idEnds.append(UInt32(chunk.idBytes.count))
        }
    }

    @inline(__always)
    private static func fault(inID text: FieldText, _ kind: IdentifierKind, isPlain: Bool) -> Rule? {
        switch kind {
        case .nhsNumber: NHSNumber.isValid(text.buffer) ? nil : .badNHSNumber
        case .pseudonym: text.count > 64 || !isPlain && ValueParser.hasControlCharacter(text) ? .badID : nil
        }
    }
}
