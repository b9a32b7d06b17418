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

    /// Takes the rows that are kept, of what was read of all.
    /// - Parameter lines: by record, the lines before it; empty where record r is on line r.
    mutating func keep(_ rows: RowSelection, _ read: [ReadValues], lines: [UInt32]) {
        count = rows.rows.count
        if !rows.isEverything || !lines.isEmpty { setLines(rows.rows, lines) }
        values = read.map { Values($0, rows) }
        guard !rows.isEverything else { return }
        if !sensitive.isEmpty { sensitive = rows.select(sensitive) }
        if !received.isEmpty { received = rows.select(received) }
        if !keys.isEmpty {
            keys = rows.select(keys)
            versions = rows.rows.map { versions[Int($0)] }
        }
        if !episodes.isEmpty { episodes = rows.rows.map { episodes[Int($0)] } }
        if !idEnds.isEmpty { keepIDs(rows.rows) }
    }

    private mutating func keepIDs(_ rows: [UInt32]) {
        let (bytes, ends) = (idBytes, idEnds)
        var keptBytes: [UInt8] = []
        var keptEnds: [UInt32] = []
        for row in rows.map(Int.init) {
            let start = row == 0 ? 0 : Int(ends[row - 1])
            keptBytes += bytes[start..<Int(ends[row])]
            keptEnds.append(UInt32(keptBytes.count))
        }
        idBytes = keptBytes
        idEnds = keptEnds
    }
}

extension Chunk.Values {
    init(_ read: ReadValues, _ rows: RowSelection) {
        switch read {
        case .none: self = .none
        case .ids(let ids): self = .ids(PackedNumbers(ids, at: rows))
        case .days(let days): self = .days(rows.select(days))
        case .lists(let starts, let ids):
            guard !rows.isEverything else {
                self = .lists(starts: starts, ids: ids)
                return
            }
            var newStarts: [UInt32] = [0]
            var newIDs: [UInt32] = []
            for row in rows.rows.map(Int.init) {
                newIDs += ids[Int(starts[row])..<Int(starts[row + 1])]
                newStarts.append(UInt32(newIDs.count))
            }
            self = .lists(starts: newStarts, ids: newIDs)
        }
    }
}
