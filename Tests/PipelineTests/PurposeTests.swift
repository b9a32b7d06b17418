import Foundation
import Testing

@testable import Pipeline

/// Objections by purpose, and the law by which a source is used.
@Suite struct PurposeTests {
    private func configuration(_ nights: Nights) -> String {
        nights.folder.appending(path: "configuration.yaml").path
    }

    private func exported(_ nights: Nights) async throws -> Set<String> {
        let path = nights.folder.appending(path: "features-\(UUID().uuidString).csv").path
        try await FeatureExport(
            configuration: configuration(nights), dates: RunDates(indexDate: "2025-03-01", runDate: nil),
            design: nil, progress: Sample.silent
        ).run(to: path)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return Set(lines.dropFirst().map { String($0.prefix { $0 != "," }) })
    }

    private func summary(_ nights: Nights) throws -> [String: Any] {
        let url = nights.folder.appending(path: "out/latest/summary.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private func count(_ object: Any?, _ path: String...) -> Int? {
        path.reduce(object) { ($0 as? [String: Any])?[$1] } as? Int
    }

    @Test("Somebody who objects to one purpose is in no output of it, and in those of the others")
    func matrix() async throws {
        let nights = try await Nights()
        try nights.change("opt_outs") { _ in nil }
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "sources:\n",
                with:
                    "opt_outs: { objections: { direct_care: [risk_stratification], aggregate: [national] } }\nsources:\n"
            )
        }
        try await nights.run("2025-03-01")
        let members = try nights.members().map { $0["person_id"]! }
        let whole = try summary(nights)
        let everybody = try await exported(nights)
        // One of each kind of those listed, and twenty more who object to being counted.
        try nights.add("\(members[0]),type1,2025-02-01", to: "opt_outs")
        try nights.add("\(members[1]),risk_stratification,2025-02-01", to: "opt_outs")
        for member in members[2..<22] { try nights.add("\(member),national,2025-02-01", to: "opt_outs") }
        try await nights.run("2025-03-01", acceptsChanges: true)
        let listed = Set(try nights.members().map { $0["person_id"]! })
        #expect(listed.contains(members[0]) && !listed.contains(members[1]))
        #expect(listed.isSuperset(of: members[2..<22]))
        // To the purpose that the matrix does not name, every kind objects.
        #expect(try await exported(nights) == everybody.subtracting(members.prefix(22)))
        // Numbers are released rounded to five: the twenty are not in them, nor the one who is on no list.
        let now = try summary(nights)
        let listedBefore = try #require(count((whole["programmes"] as? [Any])?.first, "listed"))
        let listedNow = try #require(count((now["programmes"] as? [Any])?.first, "listed"))
        #expect((15...25).contains(listedBefore - listedNow))
        let scored = try #require(count(whole, "people", "scored"))
        #expect(try (15...25).contains(scored - #require(count(now, "people", "scored"))))
    }

    @Test("Totals by neighbourhood leave out who objects to being counted, and say of how many where they are not few")
    func totals() async throws {
        let nights = try await Nights(
            programme: "totals: { of: urgent_response, by: neighbourhood, over: 12 months }",
            settings: "opt_outs: { objections: { direct_care: [risk_stratification], aggregate: [national] } }")
        try nights.change("opt_outs") { _ in nil }
        func totals() async throws -> (all: [String: Any], areas: [[String: Any]], notes: [String]) {
            try await nights.run("2025-03-01", acceptsChanges: true)
            let url = nights.folder.appending(path: "out/latest/totals/listed.json")
            let report = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
            return (
                try #require(report["all"] as? [String: Any]), try #require(report["areas"] as? [[String: Any]]),
                try #require(report["notes"] as? [String])
            )
        }
        let before = try await totals()
        #expect(!before.notes.contains { $0.hasPrefix("Left out") })
        // Counted from the extract: a referral is a distinct time of one person.
        let contacts = try nights.published("../../../extracts/community_contacts.csv").filter { row in
            row["urgent_response"] == "1" && row["contact_date"]! < "2025-03-01"
                && ("2024-03-01"..<"2025-03-01").contains(row["referral_received"]!)
        }
        let referrals = Dictionary(grouping: contacts) { $0["person_id"]! }.mapValues { rows in
            Set(rows.map { $0["referral_received"]! }).count
        }
        let members = Set(try nights.members().map { $0["person_id"]! })
        let scored = Set(
            try nights.published("scores.csv.gz").filter { $0["status"] == "scored" }.map { $0["person_id"]! })
        let objectors = referrals.keys.filter(scored.contains).sorted().prefix(3)
        try #require(objectors.count == 3)
        for person in objectors { try nights.add("\(person),national,2025-02-01", to: "opt_outs") }
        let after = try await totals()
        let gone = objectors.reduce(0) { $0 + referrals[$1]! }
        #expect(before.all["referrals"] as? Int == (after.all["referrals"] as? Int).map { $0 + gone })
        #expect(
            after.areas.reduce(0) { $0 + ($1["referrals"] as? Int ?? 0) } == after.all["referrals"] as? Int)
        #expect(
            after.notes.last
                == "Left out: fewer than 8 people who may be on a list and object to being counted.")
        // Their lists are theirs still.
        #expect(try Set(nights.members().map { $0["person_id"]! }) == members)
        for person in scored.subtracting(objectors).sorted().prefix(10) {
            try nights.add("\(person),national,2025-02-01", to: "opt_outs")
        }
        #expect(
            try await totals().notes.last
                == "Left out: about 15 people who may be on a list and object to being counted.")
    }

    @Test("What is wrong with a matrix is told at once")
    func problems() async throws {
        let nights = try await Nights(persons: 600)
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "sources:\n",
                with: "opt_outs: { allow_list: true, objections: { direct_care: [type2], research: [] } }\nsources:\n")
        }
        await #expect { try await nights.run("2025-03-01") } throws: { error in
            let text = "\(error)"
            return text.contains("\"direct_care\" must be some of: type1, national, risk_stratification")
                && text.contains("unknown key \"research\"; allowed here: direct_care, aggregate, training")
                && text.contains("objections are for a source that lists who objects")
                && ExitStatus.code(of: error) == 78
        }
    }

    @Test("A review that is past by the clock stops whatever reads people, however far back it looks")
    func pastReview() async throws {
        let nights = try await Nights(persons: 600)
        try nights.edit("configuration.yaml") {
            $0.replacing("synthetic: true\n", with: "").replacing(
                "may_be_empty: true }", with: "may_be_empty: true, legal_basis: CAG, review_on: 2025-03-07 }")
        }
        let dates = try RunDates(indexDate: "2025-03-01", runDate: nil)
        let model = Sample.modelFolder.path
        func out(_ name: String) -> String { nights.folder.appending(path: name).path }
        let commands: [(name: String, run: () async throws -> Void)] = [
            ("export", { _ = try await exported(nights) }),
            (
                "archive",
                {
                    try await ArchiveRun(
                        configuration: configuration(nights), dates: dates, catalogue: nil, progress: Sample.silent
                    ).run(into: out("archives"))
                }
            ),
            (
                "recalibrate",
                {
                    try await RecalibrationRun(
                        model: model, source: .extracts(configuration: configuration(nights), dates: dates),
                        design: nil, progress: Sample.silent
                    ).run(.line, version: "9", to: out("recalibrated"))
                }
            ),
        ]
        for (name, run) in commands {
            await #expect("\(name)") {
                try await Nights.on("2025-03-08", run)
            } throws: { error in
                "\(error)".contains("was to be reviewed by 2025-03-07, and it is 2025-03-08")
                    && ExitStatus.code(of: error) == 78
            }
        }
    }

    @Test("Real people's sources need a legal basis that is not due for review, for a demonstration too")
    func governance() async throws {
        let nights = try await Nights(persons: 600)
        try nights.edit("configuration.yaml") { $0.replacing("synthetic: true\n", with: "") }
        let check = try ConfigurationCheck(configuration: configuration(nights)).run()
        let told = check.problems.filter { $0.contains("legal_basis") }
        #expect(told.count == 1 && told[0].hasPrefix("legal_basis or review_on is missing of persons, practices, "))
        func refusal() async -> (text: String, code: Int32) {
            do {
                _ = try await exported(nights)
                return ("", 0)
            } catch {
                return ("\(error)", ExitStatus.code(of: error))
            }
        }
        #expect(await refusal().code == 0)
        for isDemonstration in [false, true] {
            let request = RunRequest(
                configuration: nights.configuration.path, dates: try RunDates(indexDate: "2025-03-01", runDate: nil),
                output: nights.folder.appending(path: "real").path, isDemonstration: isDemonstration)
            #expect {
                _ = try NightlyRun(request, progress: Sample.silent)
            } throws: { error in
                "\(error)".contains("persons: legal_basis is missing: say which law lets these data be used here")
                    && "\(error)".contains("reviews: review_on is missing") && ExitStatus.code(of: error) == 78
            }
        }
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "may_be_empty: true }",
                with: "may_be_empty: true, legal_basis: s251 CAG 1/2024, review_on: 2025-02-28 }")
        }
        // Features of a day before the review, made after it.
        let past = await Nights.on("2025-03-02", refusal)
        #expect(past.code == 78)
        #expect(past.text.contains("persons: its legal basis was to be reviewed by 2025-02-28, and it is 2025-03-02"))
        try nights.edit("configuration.yaml") { $0.replacing("2025-02-28", with: "2025-03-01") }
        #expect(await Nights.on("2025-03-01", refusal).code == 0)
        let first = try await Nights.on("2025-03-01") { try await nights.run("2025-03-01") }
        for (today, runDate) in [("2025-03-01", "2025-03-02"), ("2025-03-02", "2025-03-01")] {
            await #expect { try await Nights.on(today) { try await nights.run(runDate) } } throws: {
                ExitStatus.code(of: $0) == 78
            }
        }
        await #expect {
            try await Nights.on("2025-03-02") {
                try await FilteredRollback(
                    configuration: configuration(nights), output: nights.output, runDate: "2025-03-01"
                ).run(to: first)
            }
        } throws: { ExitStatus.code(of: $0) == 78 }
        func problems(on today: String) async throws -> [String] {
            try await Nights.on(today) { try ConfigurationCheck(configuration: configuration(nights)).run().problems }
        }
        #expect(try await problems(on: "2025-03-01") == [])
        let late = try await problems(on: "2025-03-02")
        #expect(late.count == 13 && late.allSatisfy { $0.hasSuffix("reviewed by 2025-03-01, and it is 2025-03-02") })
    }

    @Test("Rows with a sensitive code reach no feature, and are accounted for")
    func sensitive() async throws {
        let nights = try await Nights(persons: 600)
        try nights.edit("configuration.yaml") {
            $0.replacing("sources:\n", with: "sensitive: [secret.csv]\nsources:\n")
        }
        try "code,system\nJ44,icd10\nI50,icd10\n".write(
            to: nights.folder.appending(path: "secret.csv"), atomically: true, encoding: .utf8)
        try await nights.run("2025-03-01")
        let url = nights.folder.appending(path: "out/latest/quality.json")
        let quality = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        let admissions = try #require(
            (quality["sources"] as? [[String: Any]])?.first { $0["table"] as? String == "admissions" })
        let file = try #require((admissions["files"] as? [[String: Any]])?.first)
        let lines = try String(contentsOf: nights.folder.appending(path: "extracts/admissions.csv"), encoding: .utf8)
            .split(separator: "\n").map(Sample.fields)
        let primary = try #require(lines[0].firstIndex(of: "primary_diagnosis"))
        let secondary = try #require(lines[0].firstIndex(of: "secondary_diagnoses"))
        func isSecret(_ code: some StringProtocol) -> Bool { code.hasPrefix("J44") || code.hasPrefix("I50") }
        let objectors = Set(
            try String(contentsOf: nights.folder.appending(path: "extracts/opt_outs.csv"), encoding: .utf8)
                .split(separator: "\n").map { String($0.prefix { $0 != "," }) })
        let rows = lines.dropFirst().filter { isSecret($0[primary]) || objectors.contains($0[0]) }
        #expect(rows.count > 5)
        #expect((file["dispositions"] as? [String: Int])?["withheld"] == rows.count)
        let codes = lines.dropFirst().reduce(0) { $0 + $1[secondary].split(separator: ";").count(where: isSecret) }
        #expect(codes > 5 && admissions["codes_withheld"] as? Int == codes)
        try nights.edit("configuration.yaml") { $0.replacing("secret.csv", with: "none.csv") }
        await #expect { try await nights.run("2025-03-02") } throws: { error in
            "\(error)".contains("none.csv: there is no such code list") && ExitStatus.code(of: error) == 78
        }
    }
}
