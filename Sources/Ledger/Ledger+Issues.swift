import GRDB

extension Ledger {
    /// Adds the next issue, whole or not at all: who came, who stayed, who left and why.
    public func append(_ issue: LedgerIssue) throws {
        try write { database in
            try database.execute(
                sql: "INSERT INTO issues VALUES (?, ?, ?)", arguments: [issue.number, issue.run, issue.date])
            for programme in issue.programmes {
                try IssueWriter(database, issue, programme).write()
            }
            try Self.endProgrammes(notIn: issue, database)
        }
    }

    /// A programme that is not made any more has nobody on its lists.
    private static func endProgrammes(notIn issue: LedgerIssue, _ database: Database) throws {
        let open = try String.fetchAll(
            database, sql: "SELECT DISTINCT programme FROM memberships WHERE left_on IS NULL")
        for programme in open where !issue.programmes.contains(where: { $0.id == programme }) {
            try database.execute(
                sql: """
                    UPDATE memberships SET left_on = ?, exit_reason = 'programme_ended', exit_detail = ''
                    WHERE programme = ? AND left_on IS NULL
                    """, arguments: [issue.date, programme])
        }
    }
}

/// Writes one programme of an issue.
private struct IssueWriter {
    private let database: Database
    private let issue: LedgerIssue
    private let programme: LedgerProgramme

    private struct Key: Hashable {
        let person: String
        let place: String
    }

    init(_ database: Database, _ issue: LedgerIssue, _ programme: LedgerProgramme) {
        self.database = database
        self.issue = issue
        self.programme = programme
    }

    func write() throws {
        try writeCounts()
        var open = try openMemberships()
        let families = try familyNumbers()
        let members = Set(programme.members.map { Key(person: $0.person, place: $0.place) })
        try close(open.filter { !members.contains($0.key) })
        let enter = try database.cachedStatement(sql: Self.enter)
        let list = try database.cachedStatement(sql: "INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?, ?)")
        for member in programme.members {
            let key = Key(person: member.person, place: member.place)
            if open[key] == nil {
                try enter.execute(arguments: [
                    programme.id, member.place, member.person, member.enteredOn, member.listedSince,
                    member.entryReason, member.entryDetail,
                ])
                open[key] = database.lastInsertedRowID
            }
            try list.execute(arguments: [
                issue.number, open[key], member.rank, member.rankInPractice, member.risk, member.stay,
                Self.text(member.contributions, families),
            ])
        }
    }

    private static let enter = """
        INSERT INTO memberships (programme, place, person, entered_on, listed_since, entry_reason, entry_detail)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    private func writeCounts() throws {
        let counts = programme.counts
        let days = programme.members.map(\.days).sorted()
        try database.execute(
            sql: "INSERT INTO issue_programmes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                issue.number, programme.id, programme.model.name, programme.model.version, programme.model.sha256,
                counts.listed, counts.entered, counts.returning, counts.moved, counts.stayed, counts.stayedByBand,
                counts.left, counts.optedOut, days.isEmpty ? 0 : days[days.count / 2], programme.countsPoints,
            ])
    }

    private func openMemberships() throws -> [Key: Int64] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT person, place, id FROM memberships WHERE programme = ? AND left_on IS NULL",
            arguments: [programme.id])
        var open: [Key: Int64] = [:]
        while let row = try rows.next() { open[Key(person: row[0], place: row[1])] = row[2] }
        return open
    }

    /// Ends memberships by the reasons of the issue. Whom it does not name has objected: who that was is forgotten.
    private func close(_ ended: [Key: Int64]) throws {
        let reasons = Dictionary(
            programme.left.map { (Key(person: $0.person, place: $0.place), $0) },
            uniquingKeysWith: { first, _ in first })
        let end = try database.cachedStatement(
            sql: "UPDATE memberships SET left_on = ?, exit_reason = ?, exit_detail = ? WHERE id = ?")
        let forget = try database.cachedStatement(
            sql: """
                UPDATE memberships SET left_on = ?, exit_reason = 'opted_out', exit_detail = '', person = NULL
                WHERE id = ?
                """)
        let forgetScores = try database.cachedStatement(
            sql: "UPDATE listings SET contributions = '' WHERE membership = ?")
        for (key, id) in ended.sorted(by: { $0.value < $1.value }) {
            if let left = reasons[key] {
                try end.execute(arguments: [issue.date, left.reason, left.detail, id])
            } else {
                try forget.execute(arguments: [issue.date, id])
                try forgetScores.execute(arguments: [id])
            }
        }
    }

    private func familyNumbers() throws -> [Int] {
        try programme.families.map { name in
            try database.execute(sql: "INSERT OR IGNORE INTO families (name) VALUES (?)", arguments: [name])
            return try Int.fetchOne(database, sql: "SELECT id FROM families WHERE name = ?", arguments: [name]) ?? 0
        }
    }

    /// What a whole number does not hold is the largest that it does, and what is no number is none.
    private static func tenThousandths(_ contribution: Double) -> Int {
        let units = (contribution * 10_000).rounded()
        return Int(exactly: units) ?? (units.isNaN ? 0 : units < 0 ? -.max : .max)
    }

    private static func text(_ contributions: [Double], _ families: [Int]) -> String {
        var largest: [(family: Int, units: Int)] = []
        for (family, contribution) in zip(families, contributions) {
            let units = Self.tenThousandths(contribution)
            guard units != 0 else { continue }
            let place = largest.firstIndex { ($0.units.magnitude, family) < (units.magnitude, $0.family) }
            guard let place = place ?? (largest.count < LedgerMember.mostContributions ? largest.count : nil) else {
                continue
            }
            if largest.count == LedgerMember.mostContributions { largest.removeLast() }
            largest.insert((family, units), at: place)
        }
        return largest.map { "\($0.family):\($0.units)" }.joined(separator: ";")
    }
}
