import Records

extension Chunk {
    mutating func setAside(line: Int, _ rule: Rule, column: String?) {
        ruleCounts[Int(rule.code)] += 1
        setAside.append(SetAsideRow(line: line, rule: rule, column: column))
    }

    /// Remembers whom the refused rows are of.
    mutating func noteRefused(_ rows: [Int]) {
        var run = 0
        for row in rows where !runs.isEmpty {
            while row >= runs[run].end { run += 1 }
            if runs[run].person != PersonIndex.nobody { refusedPersons.append(runs[run].person) }
        }
        guard !idEnds.isEmpty else { return }
        for row in rows {
            let bytes = idBytes[(row == 0 ? 0 : Int(idEnds[row - 1]))..<Int(idEnds[row])]
            if !bytes.isEmpty { refusedIDs.append(String(decoding: bytes, as: UTF8.self)) }
        }
    }

    /// Drops the rows that are not kept.
    mutating func keep(_ rows: [Int], lines: [UInt32]) {
        self.lines = lines
        count = rows.count
        hashes = rows.map { hashes[$0] }
        keepRuns(rows)
        if !received.isEmpty { received = rows.map { received[$0] } }
        if !keys.isEmpty {
            keys = rows.map { keys[$0] }
            versions = rows.map { versions[$0] }
        }
        if !idEnds.isEmpty { keepIDs(rows) }
        values = values.map { $0.keeping(rows) }
    }

    private mutating func keepRuns(_ rows: [Int]) {
        var next = 0
        for run in runs.indices {
            while next < rows.count, rows[next] < runs[run].end { next += 1 }
            runs[run].end = UInt32(next)
        }
    }

    private mutating func keepIDs(_ rows: [Int]) {
        let (bytes, ends) = (idBytes, idEnds)
        var keptBytes: [UInt8] = []
        var keptEnds: [UInt32] = []
        for row in rows {
            let start = row == 0 ? 0 : Int(ends[row - 1])
            keptBytes += bytes[start..<Int(ends[row])]
            keptEnds.append(UInt32(keptBytes.count))
        }
        idBytes = keptBytes
        idEnds = keptEnds
    }
}

extension Chunk.Values {
    func keeping(_ rows: [Int]) -> Self {
        switch self {
        case .none: return .none
        case .ids(let ids): return .ids(rows.map { ids[$0] })
        case .days(let days): return .days(rows.map { days[$0] })
        case .lists(let starts, let ids):
            var newStarts: [UInt32] = [0]
            var newIDs: [UInt32] = []
            for row in rows {
                newIDs += ids[Int(starts[row])..<Int(starts[row + 1])]
                newStarts.append(UInt32(newIDs.count))
            }
            return .lists(starts: newStarts, ids: newIDs)
        }
    }
}
