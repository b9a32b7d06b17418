import Lists

extension ListDocument {
    /// A made-up list: nobody in it exists.
    static func example(isDemonstration: Bool = false, rows: [ListRow] = exampleRows) -> ListDocument {
        ListDocument(
            header: ListHeader(
                programme: ListProgramme(
                    id: "most-complex-4pc", title: "The most complex 4%",
                    rule: "the 4% at highest risk among the eligible"),
                place: ListPlace(kind: .practice, code: "L81001", name: "Riverside & Hill Surgery"),
                indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: isDemonstration,
                modelName: "emergency-admission", modelVersion: "3",
                counts: ListCounts(
                    eligible: 6_214, shown: rows.count,
                    leftOut: [.init(why: "on the caseload of this programme already", people: 87)],
                    belowTheLine: 6_214 - 87 - rows.count, nearMisses: 31),
                sources: [
                    ListSource(name: "gp", extractedOn: "2026-03-01", completeTo: "2026-02-28", note: nil),
                    ListSource(
                        name: "social care", extractedOn: "2026-02-01", completeTo: nil, note: "29 days old (monthly)"),
                ],
                notes: ["Mental health contacts were not delivered: what rests on them is left out of every score."]),
            rows: rows)
    }

    static let exampleRows = [
        ListRow(
            rankInPractice: 1, rank: 4, personID: "9990000018", risk: 0.7134564,
            factors: [
                .init(name: "em_adm_12m", contribution: 0.91234), .init(name: "age_over_80", contribution: 0.4),
                .init(name: "ltc_heart_failure", contribution: 0.31), .init(name: "frailty_level", contribution: 0.2),
                .init(name: "imd_decile", contribution: -0.00001),
            ], band: "top 0.5%",
            reasons: ["3 emergency admissions in 12 months", "severe frailty", "heart failure"], ageBand: "85 to 89",
            sex: "woman",
            caseloads: [], alsoOn: ["Frail and at risk"], standing: .staying(days: 34)),
        ListRow(
            rankInPractice: 3, rank: 17, personID: "=9990000026", risk: 0.5,
            factors: [.init(name: "ae_12m", contribution: 0.25)], band: "0.5% to 5%",
            reasons: ["+4 A&E attendances, \"frequent\""]),
    ]
}
