import Foundation
import Pipeline
import Testing

@Suite struct MovementTests {
    /// Ids of those listed, in rank order.
    private func listed(_ nights: Nights) throws -> [String] {
        try nights.members().sorted { Int($0["rank"]!)! < Int($1["rank"]!)! }.map { $0["person_id"]! }
    }

    private func left(_ nights: Nights) throws -> [String: [String: String]] {
        let left = try nights.movement().filter { $0["movement"] == "left" }
        return Dictionary(left.map { ($0["person_id"]!, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("Who leaves does so for what happened to them; who objects is counted and not named")
    func exits() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01")
        let people = try listed(nights)
        let (dies, goes, objects, moves, joins, doubtful) = (
            people[0], people[1], people[2], people[3], people[4], people[5]
        )
        let practices = try Set(nights.members().map { $0["place"]! }).sorted()
        try nights.change("persons") { fields in
            var fields = fields
            if fields[0] == dies { fields[10] = "2025-03-05" }
            if fields[0] == goes { fields[9] = "2025-03-05" }
            if fields[0] == moves { fields[6] = practices.first { $0 != fields[6] }! }
            return fields
        }
        let columns = try nights.published("../../../extracts/persons.csv")
        #expect(columns.first { $0["person_id"] == dies }?["date_of_death"] == "2025-03-05")
        #expect(columns.first { $0["person_id"] == goes }?["registered_to"] == "2025-03-05")
        try nights.add("\(objects),type1,2025-03-04", to: "opt_outs")
        try nights.add("\(joins),listed,2025-03-03,", to: "caseload")
        let other = try #require(columns.first { $0["person_id"] == doubtful })
        let twin = ["person_id", "date_of_birth"].map { $0 == "person_id" ? doubtful : "1931-01-01" }
        let header = try String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
            .split(separator: "\n")[0].split(separator: ",").map(String.init)
        try nights.add((twin + header.dropFirst(2).map { other[$0]! }).joined(separator: ","), to: "persons")

        try await nights.run("2025-03-08")
        let left = try left(nights)
        #expect(left[dies]?["reason"] == "died" && left[goes]?["reason"] == "departed")
        #expect(left[moves]?["reason"] == "practice_moved")
        #expect(left[joins]?["reason"] == "excluded")
        #expect(left[joins]?["detail"] == "on the caseload of this programme already")
        #expect(left[doubtful]?["reason"] == "registration_in_doubt")
        #expect(left[objects] == nil && left[""]?["reason"] == "opted_out" && left[""]?["place"] == "")
        let moved = try nights.movement().filter { $0["movement"] == "moved" }
        #expect(moved.map { $0["person_id"]! } == [moves] && moved[0]["reason"] == "moved_practice_in")
        #expect(moved[0]["days"] == "7")
        #expect(moved[0]["words"]!.hasPrefix("Moved here from another practice's list."))

        let questions = try LedgerQuestions(output: nights.output)
        // A kept run may have them still, and the ledger does not know.
        #expect(
            try questions.history(of: objects) == [
                "on no list that was issued, and in no review; or has objected since, and is forgotten here: runs before "
                    + "that may have them"
            ])
        #expect(try questions.history(of: dies)[0].contains("off on 2025-03-08, died"))
        #expect(try questions.history(of: moves).contains { $0.contains("on the programme since 2025-03-01") })
        let text = try nights.ledgerText()
        #expect(!text.contains(objects))
        #expect(try nights.rebuiltText() == text)

        // Who comes back within a year is returning, and why is known.
        try nights.change("caseload") { $0[0] == joins ? nil : $0 }
        try nights.add("\(joins),listed,2025-03-03,2025-03-12", to: "caseload")
        try await nights.run("2025-03-15")
        let back = try #require(try nights.movement().first { $0["person_id"] == joins })
        #expect(back["movement"] == "returning" && back["reason"] == "exclusion_ended")
        #expect(back["detail"] == "on the caseload of this programme already")
        #expect(back["words"] == "No longer left out: on the caseload of this programme already.")
    }

    @Test("Whom the least stay protects leaves by giving way, or for what is no matter of rank")
    func leastStay() async throws {
        let nights = try await Nights(programme: "stability: { leave_at: 5, stay_at_least: 28 days }")
        try nights.edit("listed.yaml") { $0.replacing("share: 4%", with: "per_practice: 4") }
        let others: Set = [
            "gave_way", "excluded", "not_eligible", "opted_out", "died", "departed", "practice_moved",
            "registration_in_doubt",
        ]
        var gaveWay = 0
        for night in ["2025-01-07", "2025-01-14", "2025-01-21", "2025-01-28", "2025-02-04", "2025-02-11", "2025-02-18"]
        {
            try await nights.run(night)
            for one in try nights.movement() where one["movement"] == "left" {
                guard let days = Int(one["days"]!), days < 28 else { continue }
                #expect(others.contains(one["reason"]!))
                if one["reason"] == "gave_way" { gaveWay += 1 }
            }
        }
        try #require(gaveWay > 0)
    }

    @Test("Somebody registered since, an event since and a model that changed are told apart")
    func entries() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01")
        let people = try listed(nights)
        let registered = people[0]
        // The same night again, with that person not yet registered: they come on to the list when they are.
        try nights.change("persons") { fields in
            var fields = fields
            if fields[0] == registered { fields[8] = "2025-03-04" }
            return fields
        }
        try await nights.run("2025-03-01")
        #expect(try !listed(nights).contains(registered))
        try await nights.run("2025-03-08")
        let entered = try nights.movement().filter { $0["movement"] == "new" }
        #expect(entered.first { $0["person_id"] == registered }?["reason"] == "registered")
        for one in entered where one["reason"] == "new_facts" {
            #expect(one["detail"]!.contains("+") && one["words"]!.hasPrefix("New facts raised the risk: "))
        }

        let folder = nights.folder.appending(path: "model")
        try FileManager.default.copyItem(at: Sample.modelFolder, to: folder)
        try nights.edit("model/model.json") { $0.replacing("\"1.1.0\"", with: "\"1.1.1\"") }
        try nights.edit("configuration.yaml") { "models: { emergency-admission-12m: model }\n" + $0 }
        try nights.edit("listed.yaml") { $0.replacing("share: 4%", with: "share: 5%") }
        try await nights.run("2025-03-15")
        let reasons = try nights.movement().filter { $0["movement"] == "new" }.map { $0["reason"]! }
        #expect(!reasons.isEmpty && Set(reasons).isSubset(of: ["model_changed", "registered", "became_eligible"]))
        let ids = nights.folder.appending(path: "ids.txt")
        _ = try LedgerQuestions(output: nights.output).recall("emergency-admission-12m/1.1.1", namingIn: ids.path)
        let recalled = try String(contentsOf: ids, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(recalled == (try listed(nights)).sorted())
    }

    @Test("A wider share brings people in because the threshold moved")
    func threshold() async throws {
        let nights = try await Nights()
        try await nights.run("2025-03-01")
        try nights.edit("listed.yaml") { $0.replacing("share: 4%", with: "share: 8%") }
        try await nights.run("2025-03-08")
        let reasons = try nights.movement().filter { $0["movement"] == "new" }.map { $0["reason"]! }
        #expect(reasons.count { $0 == "threshold_moved" } > reasons.count / 2)
    }

    @Test("Those on a held list stay as they were, but for who has died; when it is no longer held all have reasons")
    func held() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01")
        let before = try nights.members()
        let practice = try #require(before.first?["place"])
        let own = before.filter { $0["place"] == practice }
        let (dies, ids) = (own[0]["person_id"]!, Set(own.map { $0["person_id"]! }))
        var dropped: [String] = []
        try nights.change("persons") { fields in
            var fields = fields
            if fields[0] == dies { fields[10] = "2025-03-05" }
            guard fields[6] == practice, !ids.contains(fields[0]), dropped.count < 200 else { return fields }
            dropped.append(fields.joined(separator: ","))
            return nil
        }
        try await nights.run("2025-03-08")
        let status = try Data(contentsOf: URL(filePath: nights.output + "/STATUS.json"))
        #expect(String(decoding: status, as: UTF8.self).contains(practice))
        let held = try nights.members().filter { $0["place"] == practice }
        #expect(held.map { $0["person_id"]! } == own.dropFirst().map { $0["person_id"]! })
        #expect(held.allSatisfy { $0["stay"] == "held" && $0["entered_on"] == "2025-03-01" && $0["known"] == "1" })
        #expect(try left(nights)[dies]?["reason"] == "died")
        let text = try nights.ledgerText()
        #expect(try nights.rebuiltText() == text)

        for person in dropped { try nights.add(person, to: "persons") }
        try await nights.run("2025-03-15")
        let after = try nights.movement().filter { $0["place"] == practice }
        #expect(try nights.members().filter { $0["place"] == practice }.allSatisfy { $0["stay"] != "held" })
        #expect(after.allSatisfy { !$0["reason"]!.isEmpty })
        #expect(after.count { $0["movement"] == "staying" } > held.count / 2)
    }

    @Test("A review whose outcome has a line break is remembered as others are")
    func reviewOfSeveralLines() async throws {
        let nights = try await Nights(programme: "after_review: { unsuitable: leave out for 30 days }")
        try nights.edit("configuration.yaml") {
            $0.replacing("{ table: reviews,", with: "{ table: reviews, multiline: true,")
        }
        try await nights.run("2025-03-01")
        let reviewed = try listed(nights)[0]
        let before = try String(contentsOf: nights.folder.appending(path: "extracts/reviews.csv"), encoding: .utf8)
        try nights.add("\(reviewed),listed,2025-03-05,\"seen at home,\nby two\",0,already known", to: "reviews")
        try await nights.run("2025-03-08")
        #expect(try !listed(nights).contains(reviewed))
        // The file does not come again.
        try nights.write(before, to: "extracts/reviews.csv")
        try await nights.run("2025-03-15")
        #expect(try !listed(nights).contains(reviewed))
        let history = try LedgerQuestions(output: nights.output).history(of: reviewed)
        #expect(history.contains { $0.contains("seen at home") && $0.contains("by two") })
        // A colleague sees on the list that somebody was reviewed, and with what outcome.
        let seen = try listed(nights)[0]
        try nights.add("\(seen),listed,2025-03-16,care plan made,1,", to: "reviews")
        try await nights.run("2025-03-22")
        let words = try nights.movement().first { $0["person_id"] == seen }?["words"]
        #expect(words?.contains("Reviewed on 16 March 2025: care plan made.") == true)
    }

    @Test("A text of a review that a spreadsheet would run is neutralised, and remembered as it came")
    func reviewsOfFormulas() async throws {
        let nights = try await Nights(persons: 1_000)
        let texts = ["=1+1", "+seen", "-", "@home", "'=1", "''-2", "'quoted", "it's so", "=a,\"\"b\"\""]
        try await nights.run("2025-03-01")
        let before = try String(contentsOf: nights.folder.appending(path: "extracts/reviews.csv"), encoding: .utf8)
        let person = try listed(nights)[0]
        for (place, text) in texts.enumerated() {
            try nights.add("\(person),listed,2025-03-0\(place + 1),\"\(text)\",1,\"\(text)\"", to: "reviews")
        }
        try await nights.run("2025-03-10")
        func reviews() throws -> String {
            try Sample.text(
                nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
                    .appending(path: "restricted/reviews.csv.gz"))
        }
        let first = try reviews()
        for field in first.split(separator: "\n").flatMap(Sample.fields) {
            #expect(field.first.map("=+-@\t".contains) != true)
        }
        let history = try LedgerQuestions(output: nights.output).history(of: person)
        for text in texts {
            let plain = text.replacing("\"\"", with: "\"")
            #expect(history.contains { $0.contains(": \(plain), suitable, \(plain) (came in by") })
        }
        // With the file and without it, what was read from the last run is written again, byte for byte.
        try await nights.run("2025-03-11")
        #expect(try reviews() == first)
        try nights.write(before, to: "extracts/reviews.csv")
        try await nights.run("2025-03-12")
        #expect(try reviews() == first)
    }

    @Test("Who stays is told the facts that changed, then and now, and none that did not")
    func changedFacts() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01")
        let people = try listed(nights)
        let attendances = try nights.published("../../../extracts/emergency_attendances.csv")
        // Of many attendances one more moves a score by too little to be told.
        let person = try #require(people.first { person in attendances.count { $0["person_id"] == person } == 1 })
        let file = nights.folder.appending(path: "extracts/emergency_attendances.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix(person + ",") })
        let day = try #require(row.firstMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}/#)?.output)
        try nights.add(String(row.replacing(day, with: "2025-03-04")), to: "emergency_attendances")
        try await nights.run("2025-03-08")

        let words = Dictionary(
            try nights.movement().map { ($0["person_id"]!, $0["words"] ?? "") }, uniquingKeysWith: { first, _ in first }
        )
        let told = try #require(words[person])
        let more = told.firstMatch(of: #/([0-9]+) A&E attendances? in the last [0-9]+ months \(was ([0-9]+)\)/#)
        let isFirst = told.contains("ow 1 A&E attendance in the last")
        #expect(isFirst || more.map { Int($0.output.1)! > Int($0.output.2)! } == true, "\(told)")
        // By the admissions themselves, who is in hospital on the index date.
        let stays = Dictionary(grouping: try nights.published("../../../extracts/admissions.csv")) { $0["person_id"]! }
        func isInHospital(_ person: String) -> Bool {
            (stays[person] ?? []).contains {
                $0["admission_date"]! < "2025-03-08"
                    && ($0["discharge_date"]!.isEmpty || $0["discharge_date"]! >= "2025-03-08")
            }
        }
        for (person, words) in words {
            if words.lowercased().contains("now in hospital") { #expect(isInHospital(person), "\(words)") }
            if words.lowercased().contains("no longer in hospital") { #expect(!isInHospital(person), "\(words)") }
        }
        #expect(words.values.contains { $0.contains("(was ") })
        // What is counted is none now, and was some.
        #expect(!words.values.contains { $0.contains(#/o longer ([0-9]|[^;.]*: [0-9])/#) })
    }

    @Test("A review for one programme leaves out of another that chooses the same people, and of no other")
    func sharedReviews() async throws {
        let nights = try await Nights(
            programme: "exclude: []\nafter_review: { unsuitable: leave out for 10 days }")
        for (id, share, split) in [("team", "4%", "neighbourhood"), ("wider", "5%", "practice")] {
            try nights.write(
                """
                title: \(id)
                model: emergency-admission-12m
                eligible: age >= 18
                select: { share: \(share) }
                lists_by: \(split)
                exclude: []
                after_review: { unsuitable: leave out for 10 days }

                """, to: "\(id).yaml")
        }
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [listed.yaml, team.yaml, wider.yaml]")
        }
        func isOn(_ person: String) throws -> [Bool] {
            try ["listed", "team", "wider"].map { programme in
                let folder = nights.folder.appending(path: "out/latest/lists/\(programme)")
                let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                return try files.filter { $0.hasSuffix(".csv") }.contains { file in
                    try nights.published("lists/\(programme)/\(file)").contains { $0["person_id"] == person }
                }
            }
        }
        try await nights.run("2025-03-01")
        let reviewed = try listed(nights)[0]
        #expect(try isOn(reviewed) == [true, true, true])
        try nights.add("\(reviewed),listed,2025-03-05,no action,0,already known", to: "reviews")
        try await nights.run("2025-03-08")
        let on = try isOn(reviewed)
        #expect(on == [false, false, true])
    }

    @Test("A review that finds somebody unsuitable leaves them out for its time, though it came once")
    func reviews() async throws {
        let nights = try await Nights(programme: "after_review: { unsuitable: leave out for 10 days }")
        try await nights.run("2025-03-01")
        let reviewed = try listed(nights)[0]
        try nights.add("\(reviewed),listed,2025-03-05,no action,0,already known", to: "reviews")
        try await nights.run("2025-03-08")
        let words = "found unsuitable at a review in the last 10 days"
        #expect(try left(nights)[reviewed]?["reason"] == "excluded" && left(nights)[reviewed]?["detail"] == words)
        // The file does not come again.
        try nights.change("reviews") { $0[0] == reviewed ? nil : $0 }
        try await nights.run("2025-03-09")
        #expect(try !nights.movement().contains { $0["person_id"] == reviewed && $0["movement"] != "left" })
        try await nights.run("2025-03-15")
        let back = try nights.movement().first { $0["person_id"] == reviewed }
        #expect(back?["movement"] == "returning" && back?["reason"] == "exclusion_ended" && back?["detail"] == words)
        let history = try LedgerQuestions(output: nights.output).history(of: reviewed)
        #expect(
            history.last == "review for listed on 2025-03-05: no action, unsuitable, already known "
                + "(came in by the run of 2025-03-08)")
    }
}
