import GRDB

extension Ledger {
    /// The ids of the runs that it knows.
    public func runs() throws -> Set<String> {
        try read { try String.fetchSet($0, sql: "SELECT id FROM runs") }
    }

    /// Adds runs, and forgets those that are no longer on disk.
    public func record(_ runs: [LedgerRun], forgetting gone: Set<String>) throws {
        try write { database in
            for id in gone.sorted() { try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [id]) }
            for run in runs { try Self.insert(run, database) }
        }
    }

    private static func insert(_ run: LedgerRun, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                run.id, run.content, run.indexDate, run.runDate, run.program, run.isDemonstration, run.configuration,
                run.catalogue, run.issue,
            ])
        for model in run.models {
            try database.execute(
                sql: "INSERT INTO run_models VALUES (?, ?, ?, ?)",
                arguments: [run.id, model.name, model.version, model.sha256])
        }
    }

    /// The runs that are issues, the first first.
    public func issues() throws -> [(number: Int, run: String)] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT number, run FROM issues ORDER BY number").map { ($0[0], $0[1]) }
        }
    }

    /// Takes over all reviews that a run knows, in place of those before.
    /// - Parameter digest: of the run's file of them; nothing is done where they are of that file already.
    public func replaceReviews(_ reviews: () throws -> [LedgerReview], digest: String) throws {
        let known = try read { try String.fetchOne($0, sql: "SELECT value FROM facts WHERE name = 'reviews_sha256'") }
        guard known != digest else { return }
        let reviews = try reviews()
        try write { database in
            try database.execute(sql: "DELETE FROM reviews")
            let insert = try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)")
            for review in reviews {
                try insert.execute(arguments: [
                    review.person, review.programme, review.reviewedOn, review.outcome, review.suitable,
                    review.reason, review.broughtOn,
                ])
            }
            try database.execute(
                sql: "INSERT OR REPLACE INTO facts VALUES ('reviews_sha256', ?)", arguments: [digest])
        }
    }

    /// Every row of every table, in order, to hold two ledgers against each other.
    public func text() throws -> String {
        try read { database in
            try LedgerSchema.orders.map { table, order in
                let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
                return rows.map { row in
                    table + "|" + row.databaseValues.map(Self.text).joined(separator: "|") + "\n"
                }.joined()
            }.joined()
        }
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "-"
        case .int64(let number): String(number)
        case .double(let number): number.description
        case .string(let text): text
        case .blob(let data): "\(data.count) bytes"
        }
    }
}
