import Accounts

extension RowAccount {
    /// A file's account; what is not otherwise accounted for is accepted.
    static func made(
        _ file: String, _ table: String, read: Int, filtered: Int = 0, withheld: Int = 0, rules: [String: Int] = [:],
        lost: Int = 0
    ) -> RowAccount {
        var account = RowAccount(file: file, table: table)
        account.countRead(read, blankLines: 1)
        account.count(.filtered, filtered)
        account.count(.withheld, withheld)
        for (rule, rows) in rules { account.countQuarantined(rule: rule, rows) }
        account.count(.accepted, read - filtered - withheld - rules.values.reduce(0, +) - lost)
        return account
    }
}

extension SourceQuality {
    static func made(
        _ source: String, _ table: String, _ accounts: [RowAccount], completeness: [Completeness] = [],
        lookups: [LookupMisses] = [], practices: [String: Int] = ["L81001": 60, "L81002": 40], warnings: [String] = []
    ) -> SourceQuality {
        SourceQuality(
            source: source, table: table, accounts: accounts, extractedOn: "2026-03-01", completeTo: "2026-02-28",
            firstDay: "2023-03-01", lastDay: "2026-02-28", ageInDays: 1, completeness: completeness, lookups: lookups,
            acceptedByPractice: practices, warnings: warnings)
    }
}

extension QualityAccount {
    /// A made-up run's account.
    static func example(
        sources: [SourceQuality] = exampleSources, isDemonstration: Bool = false,
        unavailable: [String: String] = [:], scored: Int = 97_650, drift: [ModelDrift] = [],
        absences: [String] = []
    ) -> QualityAccount {
        QualityAccount(
            indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: isDemonstration, sources: sources,
            people: PeopleAccount(
                registered: 100_000, scored: scored, notScored: ["opted out": 2_310, "two dates of birth": 40]),
            practices: [
                .init(code: "L81001", name: "Riverside & Hill Surgery", registered: 60_000, scored: 58_600),
                .init(code: "L81002", name: "The <Old> Mill", registered: 40_000, scored: 39_050),
            ], unavailableFeatures: unavailable, drift: drift, absences: absences)
    }

    static let exampleSources = [
        SourceQuality.made("persons", "persons", [.made("persons.csv.gz", "persons", read: 100_012, filtered: 12)]),
        SourceQuality.made(
            "hospital", "admissions",
            [
                .made("apc-2024.csv", "admissions", read: 40_000, withheld: 800, rules: ["date_order": 3]),
                .made("apc-2025.csv", "admissions", read: 41_000, withheld: 700, rules: ["nhs_number": 20]),
            ],
            completeness: [
                .init(field: "primary_diagnosis", given: 76_410, rows: 79_500),
                .init(field: "discharge_date", given: 79_477, rows: 79_477),
            ], lookups: [.init(field: "specialty", file: "specialties.csv", unmatched: 12, rows: 79_477)]),
    ]
}
