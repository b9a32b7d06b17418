import Identity
import Tabular

/// Whom each record is about.
extension BlockParser {
    @inline(__always)
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
    @inline(__always)
    private func link(
        _ texts: some Texts, _ count: Int, _ index: PersonIndex, _ reading: inout FieldReading
    ) -> [PersonRun] {
        var runs: [PersonRun] = []
        var queries: [PersonIndex.Query] = []
        var known = PersonIndex.Query.none
        // First all ids are hashed and their slots asked for, then they are looked up: the memory is there by then.
        for record in 0..<count {
            let text = reading.text(texts, record)
            let query = text.map(index.query) ?? .none
            if text != nil, query.isSurely(known) {
                runs[runs.count &- 1].end &+= 1
                continue
            } else if let text, let rule = faultInID(text) {
                reading.refuse(record, rule)
                known = .none
            } else {
                known = query
            }
            runs.append(PersonRun(person: PersonIndex.nobody, end: record &+ 1))
            queries.append(known)
        }
        var start = 0
        for run in runs.indices {
            if !queries[run].isNone { runs[run].person = index.person(queries[run], reading.peek(texts, start)) }
            start = runs[run].end
        }
        return runs
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
}
