import GRDB

extension Ledger {
    /// How the lists changed at each issue, by programme and then by issue.
    /// - Parameter programme: nil for all.
    public func churn(of programme: String?) throws -> [Churn] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT issue_programmes.*, issues.date,
                      LAG(listed) OVER (PARTITION BY programme ORDER BY issue) AS listed_before
                    FROM issue_programmes JOIN issues ON issues.number = issue_programmes.issue
                    ORDER BY programme, issue
                    """)
            return rows.map(Self.churn).filter { programme == nil || $0.programme == programme }
        }
    }

    private static func churn(_ row: Row) -> Churn {
        Churn(
            programme: row["programme"], issue: row["issue"], date: row["date"],
            counts: LedgerProgramme.Counts(
                listed: row["listed"], entered: row["entered"], returning: row["returned"], moved: row["moved"],
                stayed: row["stayed"], stayedByBand: row["stayed_by_band"], left: row["left"],
                optedOut: row["opted_out"]),
            listedBefore: row["listed_before"], medianDays: row["median_days"])
    }
}
