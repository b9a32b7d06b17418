import GRDB

extension Ledger {
    /// Which lists a person was on, when, why and by what; and what reviews said.
    public func history(of person: String) throws -> PersonHistory {
        try read { database in
            let families = try Self.familyNames(database)
            let memberships = try Row.fetchAll(
                database, sql: "SELECT * FROM memberships WHERE person = ? ORDER BY entered_on, programme, id",
                arguments: [person]
            ).map { row in
                PersonHistory.Membership(
                    programme: row["programme"], place: row["place"], enteredOn: row["entered_on"],
                    listedSince: row["listed_since"], entryReason: row["entry_reason"],
                    entryDetail: row["entry_detail"], leftOn: row["left_on"], exitReason: row["exit_reason"],
                    exitDetail: row["exit_detail"], listings: try Self.listings(row["id"], families, database))
            }
            return PersonHistory(memberships: memberships, reviews: try Self.reviews(of: person, database))
        }
    }

    private static func familyNames(_ database: Database) throws -> [Int: String] {
        let rows = try Row.fetchAll(database, sql: "SELECT id, name FROM families")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    private static func listings(
        _ membership: Int64, _ families: [Int: String], _ database: Database
    ) throws -> [PersonHistory.Listing] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT issues.number, issues.date, listings.rank, listings.rank_in_practice, listings.risk,
                  issue_programmes.model || '/' || issue_programmes.version, listings.contributions,
                  issue_programmes.points
                FROM listings JOIN memberships ON memberships.id = listings.membership
                  JOIN issues ON issues.number = listings.issue
                  JOIN issue_programmes ON issue_programmes.issue = listings.issue
                    AND issue_programmes.programme = memberships.programme
                WHERE listings.membership = ? ORDER BY listings.issue
                """, arguments: [membership]
        ).map { row in
            PersonHistory.Listing(
                issue: row[0], date: row[1], rank: row[2], rankInPractice: row[3], risk: row[4], model: row[5],
                contributions: contributions(row[6], families), countsPoints: row[7])
        }
    }

    private static func contributions(_ text: String, _ families: [Int: String]) -> [(family: String, value: Double)] {
        text.split(separator: ";").compactMap { part in
            let numbers = part.split(separator: ":").compactMap { Int($0) }
            guard numbers.count == 2, let family = families[numbers[0]] else { return nil }
            return (family, Double(numbers[1]) / 10_000)
        }
    }

    private static func reviews(of person: String, _ database: Database) throws -> [LedgerReview] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM reviews WHERE person = ? ORDER BY reviewed_on, programme",
            arguments: [person]
        ).map { row in
            LedgerReview(
                person: row["person"], programme: row["programme"], reviewedOn: row["reviewed_on"],
                outcome: row["outcome"], suitable: row["suitable"], reason: row["reason"],
                broughtOn: row["brought_on"])
        }
    }
}
