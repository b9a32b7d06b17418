import Features
import Records
import Testing

@Suite("A feature that is added by lines of the catalogue")
struct AddedFeatureTests {
    private func values(
        _ features: String, _ events: [Table: [EventRecord]], lists: String = Repository.codeLists
    ) throws -> [String: Double] {
        var person = PersonRecord(id: "A", birth: .on("1950-06-15"))
        person.fields = ["sex": "2", "imd_decile": "3", "care_home": "1"]
        person.events = events
        let nobody = PersonRecord(id: "B", birth: .on("1950-06-15"))
        // Whoever comes before in the evaluator's memory must leave nothing behind.
        let catalogue = try Catalogue(yaml: "catalogue: test\nfeatures:\n\(features)", codeLists: lists)
        let both = catalogue.values([person, nobody], at: .on("2024-04-01"))
        return both[0].merging(both[1].map { ("nobody_\($0.key)", $0.value) }) { $1 }
    }

    private func prescription(_ day: String, _ code: String, cost: String = "") -> EventRecord {
        EventRecord(day: .on(day), fields: ["bnf_code": code, "cost": cost])
    }

    @Test("Sums, extremes and means are of the rows that have a value; who has none gets the default")
    func numbers() throws {
        let rows = [
            prescription("2024-01-01", "0101"), prescription("2024-01-02", "0101", cost: "5"),
            prescription("2024-01-03", "0101"), prescription("2024-01-03", "0102", cost: "2.5"),
            prescription("2024-02-01", "0101", cost: "8"), prescription("2024-02-01", "0101", cost: "6.5"),
            prescription("2024-03-01", "0101"), prescription("2024-04-01", "0101", cost: "1"),
        ]
        let features = ["sum", "least", "greatest", "mean", "latest"].map { take in
            "  - { name: \(take), table: prescriptions, take: \(take), field: cost, default: 7 }\n"
        }
        let low = "  - { name: low, table: prescriptions, take: latest, field: cost, tie: least }\n"
        let found = try values(features.joined() + low, [.prescriptions: rows])
        #expect(found["sum"] == 22)
        #expect(found["least"] == 2.5)
        #expect(found["greatest"] == 8)
        #expect(found["mean"] == 5.5)
        #expect(found["latest"] == 8)
        #expect(found["low"] == 6.5)
        for take in ["sum", "least", "greatest", "mean", "latest"] { #expect(found["nobody_\(take)"] == 7) }
        #expect(found["nobody_low"] == 0)
    }

    @Test("Rows without a value alone leave the default")
    func onlyMissing() throws {
        let features = ["sum", "least", "greatest", "mean", "latest"].map { take in
            "  - { name: \(take), table: prescriptions, take: \(take), field: cost, default: 7 }\n"
        }
        let found = try values(features.joined(), [.prescriptions: [prescription("2024-01-01", "0101")]])
        for take in ["sum", "least", "greatest", "mean", "latest"] { #expect(found[take] == 7) }
    }

    @Test("Counts are of rows, days and distinct values, whole or by their first characters")
    func counts() throws {
        let rows = [
            prescription("2023-12-31", "0212000B0"), prescription("2024-01-01", "0212000B0"),
            prescription("2024-01-01", "0212000C0"), prescription("2024-03-31", "0601"), prescription("2024-02-01", ""),
            prescription("2024-04-01", "0301"),
        ]
        let found = try values(
            """
              - { name: "rows_{window}", table: prescriptions, windows: [3 months, 1 day, ever] }
              - { name: days, table: prescriptions, window: 3 months, take: days }
              - { name: codes, table: prescriptions, take: distinct, field: bnf_code }
              - { name: sections, table: prescriptions, take: distinct, field: bnf_code, characters: 4 }
              - { name: any, table: prescriptions, where: "bnf_code starts with [0601, 09]", take: any }
              - { name: none, table: prescriptions, where: bnf_code = 0602, take: any }
              - { name: since, table: prescriptions, where: bnf_code starts with 02, take: days_since, at_most: 365 }
              - { name: capped, table: prescriptions, where: bnf_code starts with 02, take: days_since, at_most: 60 }
            """, [.prescriptions: rows])
        #expect(found["rows_3m"] == 4)
        #expect(found["rows_1d"] == 1)
        #expect(found["rows_ever"] == 5)
        #expect(found["days"] == 3)
        #expect(found["codes"] == 3)
        #expect(found["sections"] == 2)
        #expect(found["any"] == 1)
        #expect(found["none"] == 0)
        // 1 January to 1 April of a leap year.
        #expect(found["since"] == 91)
        #expect(found["capped"] == 60)
        #expect(found["nobody_since"] == 365)
        for name in ["rows_3m", "days", "codes", "sections", "any"] { #expect(found["nobody_\(name)"] == 0) }
    }

    @Test("A window with a gap stops before the index day; days since an event are still counted to it")
    func gaps() throws {
        let days = ["2023-09-29", "2023-09-30", "2024-01-01", "2024-03-01", "2024-03-02", "2024-03-31"]
        let found = try values(
            """
              - { name: "rows_{window}", table: gp_events, windows: [5 months, ever], gap: 1 month }
              - { name: days, table: gp_events, gap: 30 days }
              - { name: since, table: gp_events, window: 6 months, gap: 1 month, take: days_since, at_most: 200 }
              - { name: copd, condition: ltc.copd, window: 24 months, gap: 30 days }
              - { name: copd_now, condition: ltc.copd, window: 24 months }
            """,
            [
                .gpEvents: days.map { EventRecord(day: .on($0), fields: ["code": "1"]) } + [
                    EventRecord(day: .on("2024-03-20"), fields: ["code": "13645005"])
                ]
            ])
        // [1 October, 1 March), and everything before 1 March or before 2 March.
        #expect(found["rows_5m"] == 1)
        #expect(found["rows_ever"] == 3)
        #expect(found["days"] == 4)
        #expect(found["since"] == 91)
        #expect(found["nobody_since"] == 200)
        #expect(found["copd"] == 0)
        #expect(found["copd_now"] == 1)
    }

    @Test("The earliest value in the window is of the first day that has one; ties are decided as for the latest")
    func earliest() throws {
        func reading(_ day: String, _ value: String, _ code: String = "1") -> EventRecord {
            EventRecord(day: .on(day), fields: ["code": code, "value": value])
        }
        let rows = [
            reading("2023-01-01", "1"), reading("2023-05-01", ""), reading("2023-06-01", "50"),
            reading("2023-06-01", "40"), reading("2023-06-01", "45"), reading("2023-07-01", "9"),
            reading("2023-07-01", "99"), reading("2023-08-01", "", "925831000000107"),
            reading("2023-08-01", "", "925791000000100"), reading("2023-09-01", "", "925861000000102"),
        ]
        let found = try values(
            """
              - { name: low, table: gp_events, window: 12 months, take: earliest, field: value, tie: least }
              - { name: high, table: gp_events, window: 12 months, take: earliest, field: value, default: 7 }
              - { name: level, table: gp_events, take: earliest, field: code, list: frailty, tie: least }
            """, [.gpEvents: rows])
        #expect(found["low"] == 40)
        #expect(found["high"] == 50)
        #expect(found["level"] == 1)
        #expect(found["nobody_high"] == 7)
    }

    @Test("A decayed sum halves a row or its value for every half-life that it lies back")
    func decayed() throws {
        // 30, 60 and 90 days before 1 April 2024; the fourth lies outside the window, the fifth has no cost.
        let rows = [
            prescription("2024-03-02", "0101", cost: "8"), prescription("2024-02-01", "0101", cost: "4"),
            prescription("2024-01-02", "0102", cost: "16"), prescription("2023-09-30", "0101", cost: "99"),
            prescription("2024-03-02", "0101"), prescription("2024-04-01", "0101", cost: "99"),
        ]
        let found = try values(
            """
              - { name: rows, table: prescriptions, window: 6 months, take: decayed, half_life: 30 }
              - { name: cost, table: prescriptions, window: 6 months, take: decayed, half_life: 30, field: cost }
              - { name: slow, table: prescriptions, where: bnf_code = 0102, take: decayed, half_life: 90, field: cost }
            """, [.prescriptions: rows])
        #expect(found["rows"] == 1.375)
        #expect(found["cost"] == 7)
        #expect(found["slow"] == 8)
        #expect(found["nobody_rows"] == 0 && found["nobody_cost"] == 0)
    }

    @Test("A change is the latest value less the earliest of the window, and 0 where there is one day with a value")
    func changes() throws {
        func reading(_ day: String, _ value: String) -> EventRecord {
            EventRecord(day: .on(day), fields: ["code": "1", "value": value])
        }
        let rows = [
            reading("2022-01-01", "99"), reading("2023-06-01", ""), reading("2023-06-02", "60"),
            reading("2023-06-02", "50"), reading("2023-09-01", "7"), reading("2024-02-01", "40"),
            reading("2024-02-01", "45"), reading("2024-04-01", "1"),
        ]
        let found = try values(
            """
              - { name: high, table: gp_events, window: 12 months, take: change, field: value }
              - { name: low, table: gp_events, window: 12 months, take: change, field: value, tie: least, default: 5 }
              - { name: one_day, table: gp_events, window: 3 months, take: change, field: value, default: 5 }
              - { name: ever, table: gp_events, take: change, field: value }
              - { name: days, table: gp_events, window: 12 months, take: days }
            """, [.gpEvents: rows])
        #expect(found["high"] == -15)
        #expect(found["low"] == -10)
        #expect(found["one_day"] == 0)
        #expect(found["ever"] == -54)
        #expect(found["days"] == 4)
        #expect(found["nobody_high"] == 0 && found["nobody_low"] == 5)
    }

    @Test("Differences and ratios are of features before, and a ratio to nothing is its default")
    func combinations() throws {
        let days = ["2024-03-01", "2024-02-01", "2024-01-15", "2023-12-01"]
        let found = try values(
            """
              - { name: now, table: gp_events, window: 3 months }
              - { name: before, table: gp_events, window: 3 months, gap: 3 months }
              - { name: more, difference_of: [now, before] }
              - { name: share, ratio_of: [before, now], default: 1 }
              - { name: both, sum_of: [more, share] }
            """, [.gpEvents: days.map { EventRecord(day: .on($0), fields: ["code": "1"]) }])
        #expect(found["more"] == 2)
        #expect(found["share"] == 1.0 / 3)
        #expect(found["both"] == 7.0 / 3)
        #expect(found["nobody_more"] == 0 && found["nobody_share"] == 1 && found["nobody_both"] == 1)
    }

    @Test("The season is where the index date stands in its year")
    func season() throws {
        let catalogue = try Catalogue(
            yaml: "catalogue: t\nfeatures: [{ name: s, value: season_sine }, { name: c, value: season_cosine }]\n")
        let person = PersonRecord(id: "A", birth: .on("1950-06-15"))
        #expect(catalogue.values([person], at: .on("2024-01-01"))[0] == ["s": 0, "c": 1])
        // 183 of 366 days: the other side of the year.
        let middle = catalogue.values([person], at: .on("2024-07-02"))[0]
        #expect(abs(middle["s"]!) < 1e-15 && middle["c"] == -1)
        #expect(catalogue.values([person], at: .on("2023-12-31"))[0]["s"]! < 0)
    }

    @Test("Conditions and filters in a list must all hold")
    func listedConditions() throws {
        func spell(_ method: String, _ diagnosis: String, _ classification: String) -> EventRecord {
            EventRecord(
                day: .on("2024-01-10"), end: .on("2024-01-12"),
                fields: [
                    "admission_method": method, "primary_diagnosis": diagnosis,
                    "patient_classification": classification,
                ])
        }
        let rows = [
            spell("21", "J440", "1"), spell("21", "J440", "3"), spell("11", "J440", "1"), spell("21", "S72", "1"),
        ]
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                filters:
                  emergency: admission_method in list admission_method.emergency
                  counted: [emergency, "patient_classification not in [3, 4]"]
                features:
                  - { name: a, table: admissions, where: [counted, primary_diagnosis in list acsc], state: closed }
                  - { name: b, table: admissions, where: [counted] }
                  - { name: woman, where: [sex = 2, imd_decile is missing] }
                """)
        var person = PersonRecord(id: "A", birth: .on("1950-06-15"))
        person.fields = ["sex": "2"]
        person.events = [.admissions: rows]
        #expect(catalogue.values([person], at: .on("2024-04-01"))[0] == ["a": 1, "b": 2, "woman": 1])
        #expect(
            Catalogue.problems(
                "catalogue: t\nfeatures:\n  - { name: a, table: gp_events, where: [code = 1, cod = 1] }") == [
                    "test.yaml:3:52: gp_events has no field \"cod\"; it has: event_date, code, value, unit"
                ])
    }

    @Test("Spells are counted open or closed, by nights in the window, and by the end of the one before")
    func spells() throws {
        func spell(_ from: String, _ to: String?, _ method: String = "21") -> EventRecord {
            EventRecord(
                day: .on(from), end: to.map(Day.on), fields: ["admission_method": method, "primary_diagnosis": "J44"])
        }
        let rows = [
            spell("2023-12-20", "2024-01-05"), spell("2024-01-10", "2024-01-10", "11"),
            spell("2024-01-20", "2024-02-01"),
            spell("2024-02-10", "2024-02-11"), spell("2024-03-30", "2024-04-01"), spell("2024-03-31", nil, "11"),
        ]
        let found = try values(
            """
              - { name: all, table: admissions }
              - { name: open, table: admissions, state: open }
              - { name: closed, table: admissions, state: closed }
              - { name: chest, table: admissions, where: primary_diagnosis starts with J, state: closed }
              - { name: nights, table: admissions, window: 3 months, take: nights }
              - { name: closed_nights, table: admissions, window: 3 months, state: closed, take: nights }
              - { name: within_9, table: admissions, take: within, days: 9 }
              - { name: within_10, table: admissions, take: within, days: 10 }
              - { name: planned, table: admissions, where: admission_method = 11, take: within, days: 10 }
              - { name: closed_within, table: admissions, state: closed, take: within, days: 50 }
              - { name: open_within, table: admissions, state: open, take: within, days: 50 }
            """, [.admissions: rows])
        #expect(found["all"] == 6)
        #expect(found["open"] == 2)
        #expect(found["closed"] == 4)
        #expect(found["chest"] == 4)
        // From 1 January: 4 + 0 + 12 + 1, and 2 + 1 up to the index day.
        #expect(found["nights"] == 20)
        #expect(found["closed_nights"] == 17)
        // Gaps of 5, 10 and 9 days; of 48 to an open one; none after one that is open.
        #expect(found["within_9"] == 2)
        #expect(found["within_10"] == 3)
        #expect(found["planned"] == 1)
        #expect(found["closed_within"] == 3)
        #expect(found["open_within"] == 1)
    }

    @Test("Conditions test numbers, days, lists of codes and missing values")
    func conditions() throws {
        func event(_ day: String, _ value: String) -> EventRecord {
            EventRecord(day: .on(day), fields: ["code": "80274001", "value": value])
        }
        func spell(_ end: String?, _ secondary: String) -> EventRecord {
            EventRecord(
                day: .on("2024-01-01"), end: end.map(Day.on),
                fields: ["admission_method": "21", "secondary_diagnoses": secondary])
        }
        let found = try values(
            """
              - { name: low, table: gp_events, where: value < 60 }
              - { name: not_low, table: gp_events, where: not value < 60 }
              - { name: given, table: gp_events, where: value is given and value != 45 }
              - { name: between, table: gp_events, where: value >= 45 and value <= 60 or value = 90.0 }
              - { name: ended, table: admissions, where: discharge_date is given }
              - { name: copd, table: admissions, state: closed, where: secondary_diagnoses in list ltc.copd }
              - { name: uncoded, table: admissions, state: closed, where: secondary_diagnoses is missing }
              - { name: woman, where: sex = 2 and not care_home is missing }
              - { name: poor, where: imd_decile <= 3 }
            """,
            [
                .gpEvents: [
                    event("2024-01-01", "45"), event("2024-01-02", "60"), event("2024-01-03", ""),
                    event("2024-01-04", "90"),
                ],
                .admissions: [
                    spell("2024-01-02", "I10;J449"), spell("2024-01-03", ""), spell("2024-04-01", "J449"),
                    spell(nil, ""),
                ],
            ])
        #expect(found["low"] == 1)
        #expect(found["not_low"] == 3)
        #expect(found["given"] == 2)
        #expect(found["between"] == 3)
        #expect(found["ended"] == 2)
        #expect(found["copd"] == 1)
        #expect(found["uncoded"] == 1)
        #expect(found["woman"] == 1)
        #expect(found["nobody_woman"] == 0)
        #expect(found["poor"] == 1)
        #expect(found["nobody_poor"] == 0)
    }

    @Test("A new list brings levels, groups with weights, and conditions")
    func lists() throws {
        let folder = try CodeListFolder([
            "smoking": "# smoking\r\ncode,system,value,term\r\n11,snomed,1,Former\r\n12,snomed,2,Current\r\n",
            "points": "code,system,group,value\nI10,icd10,a,2\nI11,icd10,b,3\nI110,icd10,c,10\n",
            "kinds": "code,system,group\n55,snomed,one\nJ,icd10,one\n56,snomed,two\n",
        ])
        func gp(_ day: String, _ code: String) -> EventRecord { EventRecord(day: .on(day), fields: ["code": code]) }
        let spell = EventRecord(
            day: .on("2024-01-01"), end: .on("2024-01-02"),
            fields: ["primary_diagnosis": "I110", "secondary_diagnoses": "I109;J1", "admission_method": "21"])
        let found = try values(
            """
              - { name: smoking, table: gp_events, take: latest, field: code, list: smoking }
              - { name: smoked, table: gp_events, take: latest, field: code, list: smoking, tie: least, default: 9 }
              - { name: points, groups: points, window: 12 months, supersedes: { c: b } }
              - { name: all_points, groups: points }
              - { name: early_points, groups: points, window: 30 days }
              - { name: "is_{group}", for_each: kinds, condition: "kinds.{group}", window: 1 month, reason: "{group}" }
              - { name: is_old, condition: kinds.one, window: ever }
              - { name: both, sum_of: [is_*, smoking] }
            """,
            [
                .gpEvents: [
                    gp("2023-01-01", "12"), gp("2024-01-01", "11"), gp("2024-01-01", "12"), gp("2020-01-01", "56"),
                ],
                .admissions: [spell],
            ], lists: folder.path)
        #expect(found["smoking"] == 2)
        #expect(found["smoked"] == 1)
        #expect(found["nobody_smoked"] == 9)
        // I109 is in a (2); I110 is in b (3) and c (10), and c supersedes b.
        #expect(found["points"] == 12)
        #expect(found["all_points"] == 15)
        #expect(found["early_points"] == 0)
        #expect(found["is_one"] == 0)
        #expect(found["is_two"] == 1)
        #expect(found["is_old"] == 1)
        #expect(found["both"] == 4)
    }

    @Test("More filters on one table than a word has bits are all counted")
    func manyFilters() throws {
        let lines = (0..<150).map {
            "  - { name: f\($0), table: prescriptions, where: bnf_code starts with \"\(1000 + $0)\" }\n"
        }
        let pairs = (0..<70).map {
            "  - { name: g\($0), table: prescriptions, where: \"bnf_code = '\(1000 + $0)' or cost > \($0)\" }\n"
        }
        let rows = (0..<150).flatMap { place in
            Array(repeating: prescription("2024-01-01", "\(1000 + place)", cost: "1.5"), count: place % 3 + 1)
        }
        let found = try values((lines + pairs).joined(), [.prescriptions: rows])
        for place in 0..<150 { #expect(found["f\(place)"] == Double(place % 3 + 1)) }
        #expect(found["g0"] == Double(rows.count))
        #expect(found["g1"] == Double(rows.count))
        for place in 2..<70 { #expect(found["g\(place)"] == Double(place % 3 + 1)) }
    }

    @Test("More conditions than a word has bits are all met")
    func manyConditions() throws {
        let codes = (0..<130).map { "A\(100 + $0),icd10,g\($0)\n" }
        let folder = try CodeListFolder(["many": "code,system,group\n" + codes.joined()])
        let spell = EventRecord(
            day: .on("2024-01-01"), end: .on("2024-01-02"),
            fields: [
                "secondary_diagnoses": stride(from: 0, to: 130, by: 2).map { "A\(100 + $0)" }.joined(separator: ";")
            ])
        let found = try values(
            "  - { name: \"{group}\", for_each: many, condition: \"many.{group}\", window: 12 months }\n",
            [.admissions: [spell]], lists: folder.path)
        for place in 0..<130 { #expect(found["g\(place)"] == (place.isMultiple(of: 2) ? 1 : 0)) }
    }
}
