import GRDB

extension Ledger {
    /// The acts that it has, the first first.
    public func acts() throws -> [LedgerAct] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY line").map { row in
                LedgerAct(
                    time: row["at"], action: row["action"], user: row["user"], purpose: row["purpose"],
                    facts: row["facts"], digest: row["sha256"])
            }
        }
    }

    /// Takes over what the audit log tells.
    /// - Parameter acts: all of the log's. Where those that are known are not the first of them, they are replaced: a line
    ///   has the digest of the one before it, so that the last tells of all.
    public func keepAudit(_ acts: [LedgerAct]) throws {
        try write { database in
            let last = try Row.fetchOne(database, sql: "SELECT line, sha256 FROM audit ORDER BY line DESC LIMIT 1")
            var known: Int = last?["line"] ?? 0
            if known > acts.count || known > 0 && acts[known - 1].digest != last?["sha256"] {
                try database.execute(sql: "DELETE FROM audit")
                known = 0
            }
            let insert = try database.cachedStatement(sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)")
            for (place, act) in acts.enumerated().dropFirst(known) {
                try insert.execute(arguments: [
                    place + 1, act.time, act.action, act.user, act.purpose, act.facts, act.digest,
                ])
            }
        }
    }
}
