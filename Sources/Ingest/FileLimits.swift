import Records

/// The limits past which a file is refused as a whole.
enum FileLimits {
    /// - Throws: `IngestError.tooManyMalformed` or `.overRuleLimit`. One row alone never refuses a file.
    static func check(_ file: ParsedFile) throws {
        let rows = file.chunks.reduce(0) { $0 + $1.read }
        var byRule: [Rule: Int] = [:]
        for chunk in file.chunks {
            for rule in Rule.allCases where chunk.ruleCounts[Int(rule.code)] > 0 {
                byRule[rule, default: 0] += chunk.ruleCounts[Int(rule.code)]
            }
        }
        let malformed = byRule.filter { $0.key.gravity == .malformed && file.source.ruleLimits[$0.key] == nil }
        let count = malformed.values.reduce(0, +)
        if count > 1, Double(count) > file.source.quarantineLimit * Double(rows) {
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
}
