import Foundation
import Pipeline
import Testing

/// Every programme that comes with the program, on SampleData: whom it lists is held against the extracts, read by
/// themselves.
@Suite struct ProgrammeListTests {
    static let programmes = [
        "most-complex-4pc", "most-complex-4pc-by-complexity", "most-complex-by-neighbourhood",
        "preventative-social-care", "frail-at-risk", "complex-long-term-conditions", "over-75s-community-nursing",
        "care-home-residents", "mental-health-crisis", "heart-disease", "copd", "diabetes",
        "stroke-in-atrial-fibrillation", "urgent-community-response", "discharge-readmission", "discharge-delay",
    ]

    /// One run of them all, for every test.
    private struct Made: Sendable {
        let sample: Sample
        let record: SlowRecord
    }

    private static let made = Task {
        let sample = try Sample(programmes: programmes)
        try await sample.run()
        return Made(sample: sample, record: try SlowRecord(sample))
    }

    private func made() async throws -> (Sample, SlowRecord) {
        let made = try await Self.made.value
        return (made.sample, made.record)
    }

    @Test("SampleData's configuration and the folder of programmes name the same, the ones that are tested here")
    func allNamed() throws {
        let folder = Sample.repository.appending(path: "Models/programmes")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.dropLast(5)) }
        #expect(Set(files) == Set(Self.programmes))
        let text = try String(
            contentsOf: Sample.repository.appending(path: "SampleData/configuration.yaml"), encoding: .utf8)
        let named = text.split(separator: "\n").filter { $0.hasPrefix("  - ") && !$0.contains(": ") }
            .compactMap { $0.dropFirst(4).split(separator: " ").first.map(String.init) }
        #expect(Set(named) == Set(Self.programmes) && named.first == "most-complex-4pc")
    }

    @Test(
        "Who is on a list meets its rule, nobody is who is left out, and it is as long as its capacity allows",
        arguments: ProgrammeRule.all)
    func rules(_ rule: ProgrammeRule) async throws {
        let (sample, record) = try await made()
        let lists = try sample.listsByPlace(of: rule.id)
        let eligible = record.scored.filter { rule.isEligible(record, $0) }
        let left = Set(
            eligible.filter { person in
                record.isOnCaseload(of: rule.id, person) || rule.leftOut.contains { $0.rule(record, person) }
            })
        #expect(!eligible.isEmpty && !lists.isEmpty)
        #expect(Set(lists.keys) == Set(eligible.map(record.practice)))
        for (practice, rows) in lists {
            let own = eligible.filter { record.practice($0) == practice }
            let remaining = Set(own).subtracting(left)
            let listed = rows.map { $0["person_id"]! }
            #expect(Set(listed).isSubset(of: remaining))
            #expect(listed.count == min(rule.capacity ?? .max, remaining.count) && Set(listed).count == listed.count)
            let header = try sample.header(rule.id, practice)
            #expect(header.eligible == own.count)
            let named = header.leftOut.map(\.why).filter { !$0.hasPrefix("found unsuitable") }
            #expect(
                named == ["on the caseload of this programme already"] + rule.leftOut.map(\.words) + [
                    "died or left since the index date"
                ])
            // Every place of the ranking above the line is a person listed, or left out and counted.
            let reached = listed.count + header.leftOut.reduce(0) { $0 + $1.people }
            #expect(rows.compactMap { Int($0["rank_practice"]!) }.allSatisfy { $0 <= reached })
        }
    }

    @Test("Who is on a palliative register is on no list, but that of care homes, whose file says why")
    func palliative() async throws {
        let (sample, record) = try await made()
        let palliative = Set(record.scored.filter { record.has("palliative", $0) })
        var (leftOut, keeping) = (0, [String]())
        for programme in Self.programmes {
            let lists = try sample.listsByPlace(of: programme)
            let listed = palliative.intersection(lists.values.joined().map { $0["person_id"]! })
            if !listed.isEmpty { keeping.append(programme) }
            let counts = try lists.keys.flatMap { try sample.header(programme, $0).leftOut }
                .filter { $0.why == "on a palliative or end-of-life register" }
            #expect(counts.isEmpty == (programme == "care-home-residents"), "\(programme)")
            if programme.hasPrefix("most-complex") { leftOut += counts.reduce(0) { $0 + $1.people } }
        }
        #expect(keeping == ["care-home-residents"] && leftOut > 0)
    }

    @Test(
        "The most complex by need are those with the most points, counted by hand, and say on which other list they are"
    )
    func complexity() async throws {
        let (sample, record) = try await made()
        let adults = record.scored.filter { record.age($0) >= 18 }
        func points(_ person: String) -> Double {
            func year(_ table: String) -> [SlowRecord.Row] { record.rows(table, person, months: 12) }
            func regular(_ row: SlowRecord.Row) -> Bool { ["3", "4"].contains(row["patient_classification"]!) }
            func admitted(_ methods: [String]) -> Bool {
                year("admissions").contains { methods.contains($0["admission_method"]!) && !regular($0) }
            }
            let services = [
                admitted(["21", "22", "23", "24", "25", "28", "2A", "2D"]), admitted(["11", "12", "13"]),
                !year("emergency_attendances").isEmpty,
                year("outpatient_appointments").contains { ["5", "6"].contains($0["attended"]!) },
                !year("community_contacts").isEmpty, !year("mental_health_contacts").isEmpty,
                !record.open("social_care_services", person).isEmpty,
            ]
            let closed = year("admissions").filter {
                $0["discharge_date"]! != "" && $0["discharge_date"]! < SlowRecord.index
            }
            let care = record.cost(record.open("social_care_services", person), "weekly_cost")
            return Double(record.conditionCount(person) + services.count { $0 })
                + min(record.cost(closed), 10000) / 2000 + min(record.cost(year("emergency_attendances")), 2000) / 1000
                + min(record.cost(year("outpatient_appointments")), 2000) / 1000
                + min(record.cost(year("prescriptions")), 3000) / 1000 + min(care, 1000) / 200
        }
        let ranked = adults.map { (id: $0, points: points($0)) }.sorted { ($1.points, $0.id) < ($0.points, $1.id) }
        let excluded = Set(
            adults.filter {
                record.isOnCaseload(of: "most-complex-4pc", $0)
                    || record.isOnCaseload(of: "most-complex-4pc-by-complexity", $0) || record.has("palliative", $0)
                    || record.isFoundUnsuitable(for: "most-complex-4pc-by-complexity", $0)
            })
        let take = (adults.count * 4 + 99) / 100
        let expected = ranked.filter { !excluded.contains($0.id) }.prefix(take)
        let rows = try sample.listsByPlace(of: "most-complex-4pc-by-complexity").values.joined()
        #expect(Set(rows.map { $0["person_id"]! }) == Set(expected.map(\.id)))
        let pointsOf = Dictionary(uniqueKeysWithValues: ranked.map { ($0.id, $0.points) })
        for row in rows { #expect(abs(Double(row["risk"]!)! - pointsOf[row["person_id"]!]!) < 1e-6) }
        let byRisk = Set(try sample.listsByPlace(of: "most-complex-4pc").values.joined().map { $0["person_id"]! })
        let both = rows.filter { byRisk.contains($0["person_id"]!) }
        #expect(!both.isEmpty && both.count < rows.count)
        for row in rows {
            #expect(
                row["also_on"]!.split(separator: "; ").contains("The most complex 4%")
                    == byRisk.contains(row["person_id"]!))
        }
    }

    @Test("Rising is held against the risk of a run whose index date is three months before")
    func rising() async throws {
        let (sample, record) = try await made()
        let before = try Sample()
        try await before.run("2025-01-01")
        func risks(_ sample: Sample) throws -> [String: Double] {
            let rows = try sample.rows(sample.latest.appending(path: "scores.csv.gz")).filter {
                $0["status"] == "scored"
            }
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["person_id"]!, Double($0["risk"]!)!) })
        }
        let (now, then) = (try risks(sample), try risks(before))
        // Six decimals are published: the fewest lie so close to the line that they cannot tell.
        func rises(_ person: String) -> Bool? {
            guard let then = then[person], let now = now[person] else { return false }
            return abs(now - 1.25 * then) < 2e-6 ? nil : now > 1.25 * then
        }
        func isLeftOut(_ person: String) -> Bool {
            record.isOnCaseload(of: "over-75s-community-nursing", person)
                || record.isOnCaseload(of: "most-complex-4pc", person)
                || !record.rows("community_contacts", person, months: 3).isEmpty
                || !record.open("social_care_services", person).isEmpty
                || record.persons[person]!["care_home"] == "1" || record.has("palliative", person)
        }
        let lists = try sample.listsByPlace(of: "over-75s-community-nursing")
        let eligible = record.scored.filter { record.age($0) >= 75 && rises($0) == true }
        #expect(eligible.count > 10)
        for (practice, rows) in lists {
            let remaining = eligible.filter { record.practice($0) == practice && !isLeftOut($0) }
            let listed = rows.map { $0["person_id"]! }
            for person in listed { #expect(rises(person) != false && record.age(person) >= 75 && !isLeftOut(person)) }
            #expect(listed.count == min(10, remaining.count))
            for row in rows {
                let risk = try #require(then[row["person_id"]!])
                let words = try #require(row["reasons"]!.split(separator: "; ").first { $0.hasPrefix("the risk was ") })
                #expect(words.hasSuffix("% 3 months ago"))
                let told = try #require(Double(words.dropFirst(13).prefix { $0 != "%" }))
                #expect(abs(told - 100 * risk) <= 0.0501)
            }
        }
        let urgent = try sample.listsByPlace(of: "urgent-community-response").values.joined().map { $0["person_id"]! }
        let expected = record.scored.filter { person in
            record.age(person) >= 18 && !record.isInHospital(person) && rises(person) == true
                && record.rows("community_contacts", person, months: 1).contains { $0["urgent_response"] == "1" }
                && !record.has("palliative", person)
        }
        #expect(Set(urgent) == Set(expected) && !urgent.isEmpty)
    }

    @Test("Two-hour referrals, contacts and the share answered in time are those that a reader of the extract counts")
    func twoHours() async throws {
        let (sample, record) = try await made()
        let json = try sample.json("totals/urgent-community-response.json")
        func minutes(_ text: String) throws -> Double {
            try Date(text + ":00Z", strategy: .iso8601).timeIntervalSince1970 / 60
        }
        struct Counts: Equatable { var referrals = 0, contacts = 0, answered = 0, inTime = 0 }
        var expected: [String: Counts] = [:]
        for row in try sample.extract("community_contacts") where row["urgent_response"] == "1" {
            let person = try #require(record.persons[row["person_id"]!])
            guard try !sample.extract("opt_outs").contains(where: { $0["person_id"] == person["person_id"] }) else {
                continue
            }
            let area = person["neighbourhood"]!
            if row["contact_date"]!.prefix(10) >= "2025-01-01", row["contact_date"]!.prefix(10) < "2025-04-01" {
                expected[area, default: Counts()].contacts += 1
            }
            guard row["referral_received"]! >= "2025-01-01", row["referral_received"]! < "2025-04-01",
                row["contact_date"]!.prefix(10) < "2025-04-01"
            else { continue }
            // In SampleData each referral stands on one row.
            expected[area, default: Counts()].referrals += 1
            guard row["first_contact"]! >= row["referral_received"]!, row["first_contact"]! < "2025-04-01" else {
                continue
            }
            expected[area, default: Counts()].answered += 1
            let waited = try minutes(row["first_contact"]!) - minutes(row["referral_received"]!)
            if waited <= 120 { expected[area, default: Counts()].inTime += 1 }
        }
        let areas = try #require(json["areas"] as? [[String: Any]])
        #expect(!areas.isEmpty && Set(areas.compactMap { $0["code"] as? String }) == Set(expected.keys))
        for area in areas {
            let own = try #require(expected[area["code"] as? String ?? ""])
            let found = Counts(
                referrals: area["referrals"] as? Int ?? -1, contacts: area["contacts"] as? Int ?? -1,
                answered: area["answered"] as? Int ?? -1, inTime: area["within_two_hours"] as? Int ?? -1)
            #expect(found == own)
            let share = try #require(area["share_within_two_hours"] as? Double)
            #expect(abs(share - Double(own.inTime) / Double(own.answered)) <= 0.5e-4)
            #expect(area["on_target"] as? Bool == (Double(own.inTime) >= 0.7 * Double(own.answered)))
        }
        #expect(json["target"] as? Double == 0.7)
    }

    @Test("With atrial fibrillation come those of two points or more, counted by hand, without an anticoagulant")
    func atrialFibrillation() async throws {
        let (sample, record) = try await made()
        func points(_ person: String) -> Int {
            let age = record.age(person)
            let has = { (condition: String) in record.has(condition, person) ? 1 : 0 }
            return has("heart_failure") + has("hypertension") + (age >= 75 ? 2 : age >= 65 ? 1 : 0) + has("diabetes")
                + 2 * has("stroke_tia") + max(has("ihd"), has("pvd")) + (record.persons[person]!["sex"] == "1" ? 0 : 1)
        }
        func anticoagulated(_ person: String) -> Bool {
            record.rows("prescriptions", person, months: 6).contains {
                $0["bnf_code"]!.hasPrefix("020801") || $0["bnf_code"]!.hasPrefix("020802")
            }
        }
        let eligible = record.scored.filter { record.age($0) >= 18 && record.has("atrial_fibrillation", $0) }
        let rows = try sample.listsByPlace(of: "stroke-in-atrial-fibrillation").values.joined()
        let expected = eligible.filter { points($0) >= 2 && !anticoagulated($0) && !record.has("palliative", $0) }
        #expect(Set(rows.map { $0["person_id"]! }) == Set(expected) && !expected.isEmpty)
        for row in rows {
            #expect(Double(row["risk"]!) == Double(points(row["person_id"]!)))
            #expect(Self.pointsOfReasons(row["reasons"]!) == points(row["person_id"]!))
        }
        let leftOut = try sample.listsByPlace(of: "stroke-in-atrial-fibrillation").keys.map {
            try sample.header("stroke-in-atrial-fibrillation", $0).leftOut
                .filter { $0.why == "with an anticoagulant issued in the last 6 months" }.reduce(0) { $0 + $1.people }
        }
        #expect(leftOut.reduce(0, +) == eligible.count { points($0) >= 2 && anticoagulated($0) })
    }

    /// What the reasons of a list add up to, by the published points of each.
    private static func pointsOfReasons(_ reasons: String) -> Int {
        let told = reasons.components(separatedBy: "; ")
        let vessels = ["ischaemic heart disease", "peripheral vascular disease"]
        let one = ["woman", "sex not recorded", "heart failure", "hypertension", "diabetes"]
        let age = told.lazy.compactMap { $0.wholeMatch(of: #/aged ([0-9]+)/#).flatMap { Int($0.output.1) } }.first ?? 0
        return told.count(where: one.contains) + (told.contains("stroke or TIA") ? 2 : 0)
            + (told.contains(where: vessels.contains) ? 1 : 0) + (age >= 75 ? 2 : age >= 65 ? 1 : 0)
    }

    @Test("A neighbourhood's list holds the people of its practices, with the totals of each")
    func neighbourhoods() async throws {
        let (sample, record) = try await made()
        let byPractice = try sample.listsByPlace(of: "most-complex-4pc")
        let byTeam = try sample.listsByPlace(of: "most-complex-by-neighbourhood")
        #expect(
            Set(byTeam.values.joined().map { $0["person_id"]! })
                == Set(byPractice.values.joined().map { $0["person_id"]! }))
        let names = try Dictionary(
            uniqueKeysWithValues: sample.extract("practices").map { ($0["practice_code"]!, $0["name"]!) })
        for (team, rows) in byTeam {
            for row in rows {
                let person = try #require(record.persons[row["person_id"]!])
                #expect(Sample.stem(person["neighbourhood"]!) == team)
                let practice = person["practice_code"]!
                #expect(row["reasons"]!.hasPrefix("practice \(names[practice]!) (\(practice))"))
            }
            let header = try sample.json("lists/most-complex-by-neighbourhood/\(team).json")
            let parts = try #require((header["parts"] as? [String: Any])?["counts"] as? [[String: Any]])
            let adults = record.scored.filter {
                record.age($0) >= 18 && Sample.stem(record.persons[$0]!["neighbourhood"]!) == team
            }
            #expect(
                Set(parts.compactMap { $0["name"] as? String })
                    == Set(adults.map { "\(names[record.practice($0)]!) (\(record.practice($0)))" }))
            for part in parts {
                let name = part["name"] as? String ?? ""
                #expect(part["eligible"] as? Int == adults.count { name.hasSuffix("(\(record.practice($0)))") })
                #expect(
                    part["shown"] as? Int == rows.count { name.hasSuffix("(\(record.practice($0["person_id"]!)))") })
            }
        }
    }

    @Test("Residents stand by home, every home together, the home of the highest risk first")
    func homes() async throws {
        let (sample, record) = try await made()
        for rows in try sample.listsByPlace(of: "care-home-residents").values {
            let homes = rows.map { record.persons[$0["person_id"]!]!["home_id"]! }
            let runs = zip(homes, [""] + homes).count { $0 != $1 }
            #expect(runs == Set(homes).count)
            let ranks = rows.map { Int($0["rank_practice"]!)! }
            let best = Dictionary(zip(homes, ranks), uniquingKeysWith: min)
            let order = zip(homes, [""] + homes).filter { $0 != $1 }.map { best[$0.0]! }
            #expect(order == order.sorted())
        }
    }

    /// A sample of the two programmes of people in hospital, with two spells ready to end: since four days and since one.
    private func discharges() throws -> (Sample, ready: [String: Int]) {
        let sample = try Sample(programmes: ["discharge-readmission", "discharge-delay"])
        let open = try sample.extract("admissions").filter {
            $0["discharge_date"] == "" && ["21", "22"].contains($0["admission_method"]!)
                && $0["admission_date"]! < "2025-03-28"
        }
        let ready = try [#require(open.first), #require(open.dropFirst().first)]
        try sample.rewrite("admissions") { row in
            var row = row
            if row["spell_id"] == ready[0]["spell_id"] { row["discharge_ready_date"] = "2025-03-28" }
            if row["spell_id"] == ready[1]["spell_id"] { row["discharge_ready_date"] = "2025-03-31" }
            return row
        }
        return (sample, [ready[0]["person_id"]!: 4, ready[1]["person_id"]!: 1])
    }

    private static func isAdultWithoutPalliativeCare(_ record: SlowRecord, _ person: String) -> Bool {
        record.age(person) >= 18 && !record.has("palliative", person)
    }

    @Test("In hospital are those whose spell has begun and not ended, by hospital, with their days past ready")
    func discharge() async throws {
        let (sample, ready) = try discharges()
        try await sample.run()
        let record = try SlowRecord(sample)
        let lists = try sample.listsByPlace(of: "discharge-readmission")
        let expected = record.scored.filter {
            Self.isAdultWithoutPalliativeCare(record, $0)
                && record.open("admissions", $0).contains {
                    ["21", "22", "23", "24", "25", "28", "2A", "2D"].contains($0["admission_method"]!)
                }
        }
        #expect(Set(lists.values.joined().map { $0["person_id"]! }) == Set(expected) && !expected.isEmpty)
        for (provider, rows) in lists {
            for row in rows {
                let spell = try #require(record.open("admissions", row["person_id"]!).last)
                #expect(Sample.stem(spell["provider_code"]!) == provider)
                #expect(row["reasons"]!.contains("ready to leave for 4 days") == (ready[row["person_id"]!] == 4))
                #expect(row["reasons"]!.contains("ready to leave for 1 day") == (ready[row["person_id"]!] == 1))
            }
        }
        for programme in ["discharge-readmission", "discharge-delay"] {
            let totals = try sample.json("totals/\(programme).json")
            let all = try #require(totals["all"] as? [String: Any])
            #expect(all["in_hospital"] as? Int == record.scored.count { record.isInHospital($0) })
            #expect(all["ready"] as? Int == 2 && all["days_past_ready"] as? Int == 5 && all["longest"] as? Int == 4)
        }
    }

    @Test("At risk of a delayed discharge is who is in hospital, but for those past the day of readiness, counted")
    func delay() async throws {
        let (sample, ready) = try discharges()
        try await sample.run()
        let record = try SlowRecord(sample)
        let lists = try sample.listsByPlace(of: "discharge-delay")
        let eligible = record.scored.filter {
            Self.isAdultWithoutPalliativeCare(record, $0) && record.isInHospital($0)
        }
        let expected = eligible.filter { ready[$0] == nil }
        #expect(Set(lists.values.joined().map { $0["person_id"]! }) == Set(expected) && !expected.isEmpty)
        // One who came in for a birth or a planned operation may be delayed too.
        #expect(expected.contains { record.open("admissions", $0).allSatisfy { $0["admission_method"] == "31" } })
        var left = 0
        for (provider, rows) in lists {
            for row in rows {
                let spell = try #require(record.open("admissions", row["person_id"]!).last)
                #expect(Sample.stem(spell["provider_code"]!) == provider)
                let nights = try days(from: spell["admission_date"]!, to: SlowRecord.index)
                let stay = "in hospital for \(nights) night\(nights == 1 ? "" : "s"); practice "
                #expect(row["reasons"]!.hasPrefix(stay))
            }
            #expect(rows.map { Double($0["risk"]!)! } == rows.map { Double($0["risk"]!)! }.sorted(by: >))
            let header = try sample.header("discharge-delay", provider)
            left += header.leftOut.first { $0.why.hasPrefix("past the day of readiness") }?.people ?? 0
        }
        #expect(left == 2)
    }

    private func days(from first: String, to last: String) throws -> Int {
        func day(_ text: String) throws -> Double {
            try Date(text + "T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 / 86_400
        }
        return try Int(day(last) - day(first))
    }

    @Test("What a programme lists does not depend on which others are made beside it")
    func independence() async throws {
        let (sample, _) = try await made()
        let alone = try Sample()
        try await alone.run()
        let (one, other) = (
            try alone.listsByPlace(of: "most-complex-4pc"), try sample.listsByPlace(of: "most-complex-4pc")
        )
        #expect(one.keys.sorted() == other.keys.sorted())
        for (practice, rows) in one {
            let others = try #require(other[practice])
            // The names of other programmes are what a run knows of them.
            func own(_ rows: [[String: String]]) -> [[String: String]] {
                rows.map { $0.filter { $0.key != "also_on" && $0.key != "caseloads" } }
            }
            #expect(own(rows) == own(others))
        }
        #expect(try alone.published("scores.csv.gz") == sample.published("scores.csv.gz"))
    }

    @Test("Two programmes may mean different things by one name, and each gets its own")
    func collisions() async throws {
        let sample = try Sample(programmes: ["three.yaml", "twelve.yaml"])
        for (name, months) in [("three", 3), ("twelve", 12)] {
            try """
            title: \(name)
            model: emergency-admission-12m/1.1.0
            features:
              - { name: contacts, table: community_contacts, window: \(months) months }
            eligible: age >= 18 and contacts >= 1
            select: { share: 100% }
            exclude: []
            """.write(to: sample.folder.appending(path: "SampleData/\(name).yaml"), atomically: true, encoding: .utf8)
        }
        try await sample.run()
        let record = try SlowRecord(sample)
        for (name, months) in [("three", 3), ("twelve", 12)] {
            let listed = try sample.listsByPlace(of: name).values.joined().map { $0["person_id"]! }
            let expected = record.scored.filter {
                record.age($0) >= 18 && !record.rows("community_contacts", $0, months: months).isEmpty
            }
            #expect(Set(listed) == Set(expected))
        }
    }

    @Test("A programme that the run cannot make stops it, and says what is missing; without it the others are made")
    func unavailable() async throws {
        let sample = try Sample(programmes: ["most-complex-4pc", "mental-health-crisis", "copd"])
        try sample.edit { text in
            text.replacing(
                "  - table: mental_health_contacts\n    files: \"extracts/mental_health_contacts.csv.gz\"\n    extracted_on: 2025-04-01\n",
                with: "")
        }
        let error = await #expect(throws: PipelineError.self) { try await sample.run() }
        let sentence = try #require(error).description
        #expect(sentence.contains("the programme mental-health-crisis needs what this run does not have: "))
        #expect(sentence.contains("mh_crisis_12m"))
        #expect(sentence.contains("(there is no source for mental_health_contacts)"))
        let check = try ConfigurationCheck(configuration: sample.configuration.path).run()
        #expect(
            check.problems.contains {
                $0.hasPrefix("the programme mental-health-crisis needs what no source gives: ")
                    && $0.contains("(there is no source for mental_health_contacts)")
            })
        #expect(!check.problems.contains { $0.contains("programme stroke") })
        #expect(ExitStatus.code(of: try #require(error)) == 78)
        #expect(!FileManager.default.fileExists(atPath: sample.output + "/latest"))
    }
}
