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

        try await nights.run("2025-03-08")
        #expect(try lists(nights) == ["other"])
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
