import Records
import Tabular

/// What is read of rows beside their fields: the days on which they were received, the numbers of episodes, keys and
/// versions.
extension BlockParser {
    func readExtras(
        _ fields: RecordBatch.Fields, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) {
        if let column = mapping.receivedColumn { readReceipts(fields, column, count, &chunk, &verdicts) }
        if let column = mapping.episodeColumn {
            chunk.episodes = (0..<count).map { fields.text($0, column).string }
        }
        guard let versions = mapping.source.versions else { return }
        for record in 0..<count { chunk.keys.append(key(fields, record)) }
        switch versions.version {
        case .extractionDay:
            chunk.versions += repeatElement(VersionText.ordered(lastDay.day), count: count)
        case .column:
            guard let column = mapping.versionColumn else { return }
            readVersions(fields, column, versions.format?.asAt(lastDay.day), count, &chunk, &verdicts)
        }
    }

    private func readReceipts(
        _ fields: RecordBatch.Fields, _ column: Int, _ count: Int, _ chunk: inout Chunk, _ verdicts: inout Verdicts
    ) {
        let format = mapping.source.received?.format?.asAt(lastDay.day)
        for record in 0..<count {
            let text = fields.text(record, column)
            var day = PackedDay.missing
            if !text.isEmpty {
                switch format?.day(text) ?? ValueParser.day(text, allowsTime: true) {
                case .value(let value): day = value
                case .broken(let rule): verdicts.refuse(record, rule.code, Verdicts.receipt)
                }
            }
            chunk.received.append(day)
        }
    }

    private func key(_ fields: RecordBatch.Fields, _ record: Int) -> VersionKey {
        var key = VersionKey(low: 0, high: 0x9E37_79B9_7F4A_7C15)
        for column in mapping.keyColumns {
            let text = fields.text(record, column)
            let hash = ByteHash.hash(text.bytes, text.count)
            key.low = (key.low &* 0x100_0000_01B3) ^ hash
            key.high = (key.high &+ hash) &* 0xD6E8_FEB8_6659_FD93 ^ (hash >> 29)
        }
        return key
    }

    private func readVersions(
        _ fields: RecordBatch.Fields, _ column: Int, _ format: DateFormat?, _ count: Int, _ chunk: inout Chunk,
        _ verdicts: inout Verdicts
    ) {
        for record in 0..<count {
            let version = VersionText.ordered(fields.text(record, column), format)
            if version == nil { verdicts.refuse(record, Rule.badVersion.code, Verdicts.version) }
            chunk.versions.append(version ?? "")
        }
    }
}
