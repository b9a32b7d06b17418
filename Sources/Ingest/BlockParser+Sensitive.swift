import Records
import Tabular

/// Sensitive codes: whose rows are marked, to be withheld once it is known which rows hold, and which are taken out of
/// lists here and now.
extension BlockParser {
    func withholdSensitive(
        _ fields: RecordBatch.Fields, _ batch: RecordBatch, _ values: inout [ReadValues], _ verdicts: Verdicts,
        _ chunk: inout Chunk
    ) {
        for (place, bound) in mapping.fields.enumerated() {
            guard let test = bound.sensitive else { continue }
            if let transform = transforms[place] {
                let texts = TransformedTexts(fields: fields, transform: transform)
                withhold(place, test, texts, batch.count, &values[place], verdicts, &chunk)
            } else {
                let texts = DirectTexts(fields: fields, column: bound.columns[0], isPlain: batch.isPlain)
                withhold(place, test, texts, batch.count, &values[place], verdicts, &chunk)
            }
        }
    }

    private func withhold(
        _ place: Int, _ test: SensitiveCodes.Test, _ texts: some Texts, _ count: Int, _ values: inout ReadValues,
        _ verdicts: Verdicts, _ chunk: inout Chunk
    ) {
        let isList = mapping.fields[place].field.kind == .icd10List
        for record in 0..<count where verdicts.rules[record] == 0 {
            guard let text = texts.text(record)?.withoutBlanks, !text.isEmpty else { continue }
            if isList {
                ICD10.forEachCode(text) { if test.accepts($0) { chunk.codesWithheld += 1 } }
            } else if ICD10.hasDot(text) ? ICD10.withoutDot(text, test.accepts) : test.accepts(text) {
                if chunk.sensitive.isEmpty { chunk.sensitive = [Bool](repeating: false, count: count) }
                chunk.sensitive[record] = true
            }
        }
        if isList { takeOut(place, test, &values) }
    }

    /// Takes the sensitive codes out of the lists of a field.
    private func takeOut(_ place: Int, _ test: SensitiveCodes.Test, _ values: inout ReadValues) {
        guard case .lists(let starts, let ids) = values else { return }
        let dictionary = dictionaries[place]
        let isSensitive = (0..<dictionary.count).map { test.accepts(dictionary.bytes($0)) }
        guard ids.contains(where: { isSensitive[Int($0)] }) else { return }
        var (newStarts, newIDs): ([UInt32], [UInt32]) = ([0], [])
        for record in 0..<starts.count - 1 {
            newIDs += ids[Int(starts[record])..<Int(starts[record + 1])].filter { !isSensitive[Int($0)] }
            newStarts.append(UInt32(newIDs.count))
        }
        values = .lists(starts: newStarts, ids: newIDs)
    }
}
