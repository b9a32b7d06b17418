import Foundation
import Pipeline
import Testing

@Suite("A night on which an optional source is missing")
struct MissingSourceTests {
    /// A programme that looks at no mental health contact beside one that does.
    private func nights(missing table: String) async throws -> Nights {
        let nights = try await Nights(settings: "formats: [csv, html, json]")
        try nights.write(
            """
            title: In atrial fibrillation
            model: cha2ds2vasc
            eligible: age >= 18
            select: { share: 4% }
            """, to: "other.yaml")
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [listed.yaml, other.yaml]")
                .replacing("extracts/\(table).csv\",", with: "extracts/\(table).csv\", optional: true,")
        }
        return nights
    }

    private func index(_ nights: Nights) throws -> String {
        try String(contentsOf: nights.folder.appending(path: "out/latest/index.html"), encoding: .utf8)
    }

    private func header(_ nights: Nights, _ place: String, of programme: String = "listed") throws -> [String: Any] {
        let file = nights.folder.appending(path: "out/latest/lists/\(programme)/\(place).json")
        return try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
    }

    private func lists(_ nights: Nights) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: nights.folder.appending(path: "out/latest/lists").path
        ).sorted()
    }

    @Test("makes the programmes that can do without it, and says of the others why not; an issue waits for them")
    func waits() async throws {
        let nights = try await nights(missing: "mental_health_contacts")
        try await nights.run("2025-03-01")
        #expect(try lists(nights) == ["listed", "other"])
        let file = nights.folder.appending(path: "extracts/mental_health_contacts.csv")
        let aside = nights.folder.appending(path: "aside.csv")
        try FileManager.default.moveItem(at: file, to: aside)

        let listed = try nights.members()
        let made = try #require(header(nights, listed[0]["place"]!)["run"] as? String)
        // Somebody of the list that is kept dies.
        let dead = listed[0]["person_id"]!
        try nights.change("persons") { fields in
            var fields = fields
            if fields[0] == dead { fields[10] = "2025-03-05" }
            return fields
        }
        for night in ["2025-03-07", "2025-03-08"] {
            try await nights.run(night)
            #expect(try lists(nights) == ["listed", "other"])
            for place in Set(listed.map { $0["place"]! }) {
                let header = try header(nights, place)
                #expect(header["held"] as? Bool == true && header["held_from"] as? String == "2025-03-01")
                let note =
                    "HELD: this is the list as at 1 March 2025 (run \(made)), kept because the programme cannot be made "
                    + "tonight: the source mental_health_contacts is missing."
                #expect("\(header["notes"] ?? "")".contains(note))
                #expect(
                    try nights.published("lists/listed/\(place).csv").map { $0["person_id"]! }
                        == listed.filter { $0["place"] == place && $0["person_id"] != dead }.map { $0["person_id"]! })
                // The other is of tonight: it looks at nothing that is missing.
                #expect(try self.header(nights, place, of: "other")["held"] as? Bool == false)
            }
        }
        let sentence = "the programme listed is not made tonight"
        let reason = "mental_health_contacts is missing: source mental_health_contacts"
        let warnings = try RunAdministration(output: nights.output).status().filter { $0.hasPrefix("warning: ") }
        #expect(warnings.contains { $0.contains(sentence) && $0.contains(reason) })
        #expect(warnings.contains { $0.hasPrefix("warning: \(reason)") })
        #expect(try index(nights).contains(sentence))
        #expect(try nights.issue()["is_issue"] as? Bool == false)
        let asked = await #expect(throws: PipelineError.self) { try await nights.run("2025-03-08", issues: true) }
        #expect(ExitStatus.code(of: try #require(asked)) == 78)

        try FileManager.default.moveItem(at: aside, to: file)
        try await nights.run("2025-03-09")
        #expect(try lists(nights) == ["listed", "other"])
        #expect(try nights.issue()["is_issue"] as? Bool == true && nights.issue()["number"] as? Int == 2)
        let movements = try nights.movement().map { $0["movement"]! }
        #expect(movements.count { $0 == "staying" } > movements.count / 2)
    }

    @Test("tells of a programme that has no lists of before that it is not made, and makes none of it")
    func none() async throws {
        let nights = try await nights(missing: "mental_health_contacts")
        try FileManager.default.removeItem(
            at: nights.folder.appending(path: "extracts/mental_health_contacts.csv"))
        try await nights.run("2025-03-01")
        #expect(try lists(nights) == ["other"])
        let sentence = "the programme listed is not made tonight, and has no lists of before to keep"
        #expect(try RunAdministration(output: nights.output).status().contains { $0.contains(sentence) })
        #expect(try index(nights).contains(sentence))
    }

    @Test("leaves the next night lists to hold, of the night that made them")
    func holdsAfterwards() async throws {
        let nights = try await nights(missing: "mental_health_contacts")
        try await nights.run("2025-03-01")
        let listed = try nights.members()
        let place = listed[0]["place"]!
        let made = try #require(header(nights, place)["run"] as? String)
        let file = nights.folder.appending(path: "extracts/mental_health_contacts.csv")
        let aside = nights.folder.appending(path: "aside.csv")
        try FileManager.default.moveItem(at: file, to: aside)
        try await nights.run("2025-03-02")
        try FileManager.default.moveItem(at: aside, to: file)
        var isKept = false
        try nights.change("persons") { fields in
            guard fields[6] == place else { return fields }
            isKept.toggle()
            return isKept ? fields : nil
        }
        try await nights.run("2025-03-03")
        let header = try header(nights, place)
        #expect(header["held"] as? Bool == true)
        #expect("\(header["notes"] ?? "")".contains("HELD: this is the list as at 1 March 2025 (run \(made)), kept"))
        #expect(
            try nights.published("lists/listed/\(place).csv").map { $0["person_id"]! }
                == listed.filter { $0["place"] == place }.map { $0["person_id"]! })
    }

    @Test("is refused where no programme can be made")
    func refused() async throws {
        let nights = try await nights(missing: "persons_of_nobody")
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml, other.yaml]", with: "programmes: [listed.yaml]")
                .replacing("extracts/community_contacts.csv\",", with: "extracts/absent.csv\", optional: true,")
        }
        let error = await #expect(throws: PipelineError.self) { try await nights.run("2025-03-01") }
        #expect("\(try #require(error))".contains("community_contacts is missing: source community_contacts"))
    }

    @Test("Where the caseloads are what is missing, the status and the quality page say so")
    func caseload() async throws {
        let nights = try await nights(missing: "caseload")
        try FileManager.default.removeItem(at: nights.folder.appending(path: "extracts/caseload.csv"))
        try await nights.run("2025-03-01")
        let words = "caseload is missing: source caseload"
        #expect(try RunAdministration(output: nights.output).status().contains { $0.contains(words) })
        let page = nights.folder.appending(path: "out/latest/quality.html")
        #expect(try String(contentsOf: page, encoding: .utf8).contains(words))
        // Nor does a list say that nobody is left out by them.
        let folder = nights.folder.appending(path: "out/latest/lists/listed")
        let place = try #require(nights.members().first?["place"])
        let counts = try #require(header(nights, place)["counts"] as? [String: Any])
        let left = try #require(counts["left_out"] as? [[String: Any]])
        let rule = "on the caseload of this programme already"
        let own = try #require(left.first { $0["why"] as? String == rule })
        #expect(own["people"] is NSNull && own["unknown"] as? String == "no caseload extract is read")
        let list = try String(contentsOf: folder.appending(path: "\(place).html"), encoding: .utf8)
        #expect(list.contains("not known how many \(rule), as no caseload extract is read"))
    }

    @Test("Where the caseloads came before and do not now, who is on one is on no new list: the last good lists stay")
    func caseloadOfBefore() async throws {
        let nights = try await nights(missing: "caseload")
        try await nights.run("2025-03-01")
        let listed = try nights.members()
        let place = listed[0]["place"]!
        // Twenty of them, and those on the list, are known to the team now.
        let known =
            try nights.published("../../../extracts/persons.csv").filter { $0["practice_code"] == place }
            .map { $0["person_id"]! }.prefix(30) + listed.filter { $0["place"] == place }.map { $0["person_id"]! }
        for person in known { try nights.add("\(person),listed,2025-03-01,", to: "caseload") }
        try await nights.run("2025-03-02")
        let after = try nights.published("lists/listed/\(place).csv").map { $0["person_id"]! }
        #expect(Set(after).isDisjoint(with: known) && !after.isEmpty)
        try FileManager.default.removeItem(at: nights.folder.appending(path: "extracts/caseload.csv"))
        try await nights.run("2025-03-03")
        #expect(try header(nights, place)["held"] as? Bool == true)
        #expect(try nights.published("lists/listed/\(place).csv").map { $0["person_id"]! } == after)
    }

    @Test("A practice's reviews that cannot be read hide no other's, hold no list, and are told of")
    func reviews() async throws {
        let nights = try await nights(missing: "nothing")
        try nights.edit("configuration.yaml") {
            $0 + """
                  - table: reviews
                    name: returned_lists
                    files: "returned/*.csv"
                    optional: true
                    may_be_empty: true
                    extracted_on: 2025-04-01
                    fields: { person_id: Person, programme: Programme, reviewed_on: Date seen, suitable: { column: Suitable, map: { "yes": 1, "no": 0 } } }
                    ignore: rest

                """
        }
        try await nights.run("2025-03-01")
        let person = try #require(nights.members().first?["person_id"])
        try FileManager.default.createDirectory(
            at: nights.folder.appending(path: "returned"), withIntermediateDirectories: true)
        try nights.write("Person,Programme,Date seen,Suitable\n\(person),listed,2025-03-04,no\n", to: "returned/b.csv")
        try nights.write("Practice lists\nWhat is in this workbook\n", to: "returned/a.csv")
        try await nights.run("2025-03-08")
        let status = try RunAdministration(output: nights.output).status()
        #expect(status.contains { $0.contains("returned/a.csv") && $0.contains("were read") })
        #expect(!status.contains { $0.hasPrefix("held:") })
        // Nor does a whole source of them that cannot be read.
        try nights.edit("configuration.yaml") {
            $0.replacing("returned/*.csv", with: "returned/b*.csv\n    every: weekly")
        }
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "may_be_empty: true\n    extracted_on: 2025-04-01\n    fields",
                with: "extracted_on: 2025-04-01\n    fields")
        }
        try FileManager.default.removeItem(at: nights.folder.appending(path: "returned/b.csv"))
        try await nights.run("2025-03-09")
        #expect(
            try RunAdministration(output: nights.output).status().contains {
                $0.contains("no file matches returned/b*.csv")
            })
        #expect(try LedgerQuestions(output: nights.output).history(of: person).contains { $0.contains("2025-03-04") })
    }
}
