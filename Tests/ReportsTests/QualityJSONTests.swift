import Accounts
import Foundation
import Reports
import RunStore
import Tabular
import Testing

@Suite struct QualityJSONTests {
    private static func object(_ account: QualityAccount) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(QualityJSON.text(account).utf8)) as? NSDictionary)
    }

    @Test("quality.json holds everything in the account, exactly")
    func content() throws {
        let object = try Self.object(.example(unavailable: ["mh_crisis_12m": "no mental health source"]))
        #expect(object["index_date"] as? String == "2026-03-01")
        #expect(object["run_date"] as? String == "2026-03-02")
        #expect(object["demonstration"] as? Bool == false)
        #expect(object["unavailable_features"] as? NSDictionary == ["mh_crisis_12m": "no mental health source"])
        #expect(
            object["people"] as? NSDictionary == [
                "difference": 0, "not_scored": ["opted out": 2_310, "two dates of birth": 40], "registered": 100_000,
                "scored": 97_650,
            ])
        #expect(
            (object["practices"] as? NSArray)?[0] as? NSDictionary == [
                "code": "L81001", "name": "Riverside & Hill Surgery", "registered": 60_000, "scored": 58_600,
            ])
        let hospital = try #require((object["sources"] as? NSArray)?[1] as? NSDictionary)
        #expect(hospital == Self.hospital)
    }

    private static var hospital: NSDictionary {
        [
            "accepted_by_practice": ["L81001": 60, "L81002": 40], "age_in_days": 1, "codes_withheld": 0,
            "complete_to": "2026-02-28",
            "completeness": [
                ["field": "primary_diagnosis", "given": 76_410, "rows": 79_500],
                ["field": "discharge_date", "given": 79_477, "rows": 79_477],
            ],
            "every": NSNull(), "extracted_on": "2026-03-01",
            "files": [
                file("apc-2024.csv", read: 40_000, withheld: 800, accepted: 39_197, rules: ["date_order": 3]),
                file("apc-2025.csv", read: 41_000, withheld: 700, accepted: 40_280, rules: ["nhs_number": 20]),
            ],
            "files_left_aside": [], "first_day": "2023-03-01", "last_day": "2026-02-28",
            "lookups": [["field": "specialty", "file": "specialties.csv", "unmatched": 12, "rows": 79_477]],
            "source": "hospital", "table": "admissions", "warnings": [],
        ]
    }

    private static func file(
        _ name: String, read: Int, withheld: Int, accepted: Int, rules: [String: Int]
    ) -> NSDictionary {
        [
            "blank_lines": 1, "difference": 0, "file": name, "read": read, "rules": rules, "table": "admissions",
            "dispositions": [
                "filtered": 0, "quarantined": rules.values.reduce(0, +), "superseded": 0, "duplicate": 0, "unlinked": 0,
                "withheld": withheld, "merged": 0, "accepted": accepted,
            ],
        ]
    }

    @Test("What is not known is null")
    func unknown() throws {
        let source = SourceQuality(
            source: "gp", table: "gp_events", accounts: [], extractedOn: nil, completeTo: nil, firstDay: nil,
            lastDay: nil, ageInDays: nil, completeness: [], lookups: [], acceptedByPractice: [:], warnings: [])
        let object = try Self.object(.example(sources: [source]))
        let read = try #require((object["sources"] as? NSArray)?[0] as? NSDictionary)
        for key in ["extracted_on", "complete_to", "first_day", "last_day", "age_in_days"] {
            #expect(read[key] is NSNull)
        }
    }

    @Test("How often a source comes and which files were not read is told, and read back")
    func freshness() throws {
        let source = SourceQuality(
            source: "gp", table: "gp_events", accounts: [], extractedOn: "2026-03-01", completeTo: nil, firstDay: nil,
            lastDay: nil, ageInDays: 1, every: "weekly", leftAside: ["gp_20260215.csv", "gp_20260222.csv"],
            completeness: [], lookups: [], acceptedByPractice: [:], warnings: [])
        let account = QualityAccount.example(sources: [source])
        let text = QualityJSON.text(account)
        let read = try #require((try Self.object(account)["sources"] as? NSArray)?[0] as? NSDictionary)
        #expect(read["every"] as? String == "weekly")
        #expect(read["files_left_aside"] as? [String] == ["gp_20260215.csv", "gp_20260222.csv"])
        let back = try #require(JSONValue(parsing: Array(text.utf8)).flatMap(QualityJSON.account))
        #expect(QualityJSON.text(back) == text)
        let page = QualityPage.text(back)
        #expect(page.contains("Not read, because a file of a later day was: gp_20260215.csv, gp_20260222.csv."))
        #expect(page.contains(">Comes<") && page.contains(">weekly<"))
    }

    /// An account in which no member is empty, so that none can be lost unseen.
    private static let full = QualityAccount.example(
        sources: [
            SourceQuality(
                source: "gp", table: "gp_events", accounts: QualityAccount.exampleSources[1].accounts,
                extractedOn: "2026-03-01", completeTo: "2026-02-28", firstDay: "1950-01-01", lastDay: "2026-02-27",
                ageInDays: 1, every: "weekly", leftAside: ["gp_20260215.csv"],
                completeness: QualityAccount.exampleSources[1].completeness,
                lookups: QualityAccount.exampleSources[1].lookups, acceptedByPractice: ["L81001": 60],
                codesWithheld: 4, warnings: ["one file is of last week"])
        ], isDemonstration: true, unavailable: ["mh_crisis_12m": "no mental health source"],
        drift: [ModelDrift(model: "readmission-30d/1.0.0", finding: .notCompared("its rows are discharges"))],
        absences: ["reviews is missing: its file is not there"])

    @Test("An account with every member set is read back whole")
    func roundTrip() throws {
        for member in Mirror(reflecting: Self.full).children {
            let isEmpty = (member.value as? any Collection)?.isEmpty ?? false
            #expect(!isEmpty, "\(member.label ?? "") is not set, so that this tests nothing of it")
        }
        let text = QualityJSON.text(Self.full)
        let read = try #require(JSONValue(parsing: Array(text.utf8)).flatMap(QualityJSON.account))
        #expect(QualityJSON.text(read) == text && QualityPage.text(read) == QualityPage.text(Self.full))
        #expect(read.absences == Self.full.absences)
    }

    @Test("People who are left out change what is said of people, and nothing else")
    func leavingOut() throws {
        let before = try Self.object(Self.full)
        let after = try Self.object(Self.full.leavingOut(scored: ["L81001": 3], as: "left_out_after_publication"))
        let changed = Set(before.allKeys.compactMap { $0 as? String }).filter {
            before[$0] as? NSObject != after[$0] as? NSObject
        }
        #expect(changed == ["people", "practices"])
    }

    @Test("What it tells of drift is read back, and stays where people are left out of the run")
    func drift() throws {
        let drift = [
            ModelDrift(
                model: "copd-12m/1.0.0",
                finding: .compared(
                    .init(
                        who: "age >= 35", people: 51_234, risk: 0.123_456,
                        features: [.init(name: "age", index: 0.000_04), .init(name: "em_adm_12m", index: 0.312_549)]))),
            ModelDrift(
                model: "diabetes-12m/1.0.0",
                finding: .compared(
                    .init(who: "age >= 25", people: 700, risk: nil, features: [.init(name: "age", index: 0)]))),
            ModelDrift(model: "readmission-30d/1.0.0", finding: .notCompared("its rows are discharges")),
        ]
        let account = QualityAccount.example(drift: drift)
        let text = QualityJSON.text(account)
        let read = try #require(JSONValue(parsing: Array(text.utf8)).flatMap(QualityJSON.account))
        #expect(read.drift == drift)
        #expect(QualityJSON.text(read) == text && QualityPage.text(read) == QualityPage.text(account))
        #expect(read.leavingOut(scored: ["A": 3], as: "left_out_after_publication").drift == drift)
    }
}
