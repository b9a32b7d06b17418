import Records

/// The limits past which a file is refused as a whole.
enum FileLimits {
    /// One row alone never refuses a file, but for one of the opt-outs: each that cannot be read whole may be somebody's
    /// objection, and none is let pass unless the source declares how many may.
    /// - Throws: `IngestError.tooManyMalformed`, `.optOutUnread` or `.overRuleLimit`.
    static func check(_ file: ParsedFile) throws { try check(file, acrossRows: [:], fewest: 1) }

    /// The same, once it is known what rows say against each other: that counts with what is wrong with rows of their own.
    /// It takes two rows to conflict, and two alone refuse no file, as one row alone refuses none.
    /// - Parameter rules: the rows that other rows decided about, by rule.
    static func check(_ file: ParsedFile, acrossRows rules: [Rule: Int]) throws {
        if !rules.isEmpty { try check(file, acrossRows: rules, fewest: 2) }
    }

    /// - Parameter fewest: so many rows never refuse the file as malformed.
    private static func check(_ file: ParsedFile, acrossRows: [Rule: Int], fewest: Int) throws {
        let rows = file.chunks.reduce(0) { $0 + $1.read }
        var byRule = acrossRows
        for chunk in file.chunks {
            for rule in Rule.allCases where chunk.ruleCounts[Int(rule.code)] > 0 {
                byRule[rule, default: 0] += chunk.ruleCounts[Int(rule.code)]
            }
        }
        let malformed = byRule.filter { isCounted($0.key, file.source) }
        let count = malformed.values.reduce(0, +)
        if file.source.table == .optOuts {
            if Double(count) > file.source.quarantineLimit * Double(rows) { throw unread(file, count, of: rows) }
        } else if count > fewest, Double(count) > file.source.quarantineLimit * Double(rows) {
            let worst = malformed.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.prefix(3)
            throw IngestError.tooManyMalformed(
                file: file.name, table: file.source.table.rawValue, malformed: count, rows: rows,
                limit: file.source.quarantineLimit, rules: worst.map { "\($0.key.rawValue) (\($0.value))" })
        }
        for (rule, limit) in file.source.ruleLimits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let broken = byRule[rule] ?? 0
            if Double(broken) > limit * Double(rows) {
                throw IngestError.overRuleLimit(
                    file: file.name, rule: rule.rawValue, broken: broken, rows: rows, limit: limit)
            }
        }
    }

    private static func isCounted(_ rule: Rule, _ source: Source) -> Bool {
        guard source.ruleLimits[rule] == nil else { return false }
        // The header again, as where files are laid end to end, is nobody's objection.
        return source.table == .optOuts
            ? rule != .repeatedHeader && !rule.isAcrossRows : rule.gravity == .malformed
    }

    /// What is told of the first opt-out that cannot be read whole.
    private static func unread(_ file: ParsedFile, _ count: Int, of rows: Int) -> IngestError {
        for (chunk, firstLine) in zip(file.chunks, file.firstLines) {
            guard let row = chunk.setAside.first(where: { isCounted($0.rule, file.source) }) else { continue }
            return .optOutUnread(
                file: file.name, line: firstLine + row.line, column: row.column, rule: row.rule, unread: count,
                rows: rows, limit: file.source.quarantineLimit)
        }
        return .optOutsEmpty(source: file.source.name)
    }
}
