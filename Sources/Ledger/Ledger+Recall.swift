import GRDB

extension Ledger {
    /// Who was on an issue that a model ranked.
    public func recall(model: String, version: String) throws -> Recall {
        let arguments: StatementArguments = [model, version]
        return try read { database in
            let issued = try Row.fetchAll(
                database,
                sql: """
                    SELECT programme, issue, date, run, listed FROM issue_programmes
                    JOIN issues ON issues.number = issue_programmes.issue
                    WHERE model = ? AND version = ? ORDER BY issue, programme
                    """, arguments: arguments
            ).map { Recall.Issued(programme: $0[0], issue: $0[1], date: $0[2], run: $0[3], listed: $0[4]) }
            let runs = try String.fetchAll(
                database, sql: "SELECT run FROM run_models WHERE name = ? AND version = ? ORDER BY run",
                arguments: arguments)
            let persons = try String.fetchAll(
                database, sql: "SELECT DISTINCT person \(Self.listed) AND person IS NOT NULL ORDER BY person",
                arguments: arguments)
            let forgotten = try Int.fetchOne(
                database, sql: "SELECT COUNT(DISTINCT memberships.id) \(Self.listed) AND person IS NULL",
                arguments: arguments)
            return Recall(issued: issued, runs: runs, persons: persons, forgotten: forgotten ?? 0)
        }
    }

    private static let listed = """
        FROM listings JOIN memberships ON memberships.id = listings.membership
          JOIN issue_programmes ON issue_programmes.issue = listings.issue
            AND issue_programmes.programme = memberships.programme
        WHERE issue_programmes.model = ? AND issue_programmes.version = ?
        """
}
