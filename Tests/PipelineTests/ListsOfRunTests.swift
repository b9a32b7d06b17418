import Evaluation
import Foundation
import Pipeline
import Testing

@Suite struct ListsOfRunTests {
    @Test("Each practice gets a workbook, ids and a table of those just below the line, and the index leads to all")
    func files() async throws {
        let sample = try Sample()
        try await sample.run()
        let index = try sample.published("index.html")
        for list in try sample.listFiles() {
            let practice = list.deletingPathExtension().lastPathComponent
            let rows = try sample.rows(list)
            let ids = try sample.published("ids/most-complex-4pc/\(practice).txt").split(separator: "\n").map(
                String.init)
            #expect(ids == rows.map { $0["person_id"]! })
            let below = try sample.rows(sample.latest.appending(path: "near-misses/most-complex-4pc/\(practice).csv"))
            #expect(below.count == 5 && Set(below.map { $0["person_id"]! }).isDisjoint(with: ids))
            #expect(Double(below[0]["risk"]!)! <= Double(rows.last!["risk"]!)!)
            let workbook = try Data(contentsOf: sample.latest.appending(path: "workbooks/\(practice).xlsx"))
            #expect(workbook.starts(with: [0x50, 0x4B, 3, 4]))
            for path in [
                "workbooks/\(practice).xlsx", "lists/most-complex-4pc/\(practice).html",
                "lists/most-complex-4pc/\(practice).csv", "ids/most-complex-4pc/\(practice).txt",
            ] {
                #expect(index.contains("href=\"\(path)\""))
            }
        }
        for path in ["quality.html", "models/emergency-admission-12m/1_1_0/CARD.md"] {
            #expect(index.contains("href=\"\(path)\""))
            #expect(try !sample.published(path).isEmpty)
        }
    }

    @Test("A header says what to expect, by the evaluation of the programme's own rule")
    func expectation() async throws {
        let sample = try Sample()
        try await sample.run()
        let list = try #require(try sample.listFiles().first)
        let header = try #require(
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: list.deletingPathExtension().appendingPathExtension("json"))) as? [String: Any])
        let expected = try #require(header["expected"] as? [String: Any])
        #expect(expected["basis"] as? String == "evaluation of the programme's own rule")
        let evaluation = try ModelEvaluation(
            json: Data(contentsOf: Sample.modelFolder.appending(path: "evaluation.json")))
        let own = try #require(evaluation.rules.first?.positivePredictiveValue.value)
        #expect(abs((expected["positive_predictive_value"] as? Double ?? 0) - own) < 6e-5)
        let risks = try sample.rows(list).reduce(0) { $0 + Double($1["risk"]!)! }
        #expect(abs((expected["events"] as? Double ?? 0) - risks) < 0.051)
        let rule = (header["programme"] as? [String: Any])?["rule"] as? String ?? ""
        let stay =
            "; those listed before stay within the first 5%, and for 28 days, unless those above them fill the places"
        #expect(rule.hasSuffix(stay))
        let selection = rule.dropLast(stay.count)
        #expect(selection.contains(#/^the 4% at highest risk among [0-9],[0-9]{3} eligible adults of all practices$/#))
    }

    @Test("Formats are those that the configuration names, and CSV is always one of them")
    func formats() async throws {
        let sample = try Sample()
        try sample.edit { "formats: [csv, fhir]\n" + $0 }
        try await sample.run()
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.latest.path)
        #expect(names.contains("fhir") && !names.contains("workbooks") && !names.contains("index.html"))
        let lists = try sample.listFiles()
        let people = try lists.reduce(0) { try $0 + sample.rows($1).count }
        #expect(try sample.published("fhir/RiskAssessment.ndjson").split(separator: "\n").count == people)
        #expect(try sample.published("fhir/List.ndjson").split(separator: "\n").count == lists.count)

        try sample.edit { $0.replacing("formats: [csv, fhir]", with: "formats: [pdf]") }
        await #expect {
            try await sample.run()
        } throws: { error in
            "\(error)".contains("\"formats\" must be some of: csv, html, json, xlsx, fhir")
                && "\(error)".contains("\"formats\" needs csv: held lists are read back from it")
        }
    }

    @Test("Somebody registered twice with two dates of birth is named with the reason; an objector nowhere")
    func notScored() async throws {
        let sample = try Sample()
        let file = sample.folder.appending(path: "SampleData/extracts/persons.csv.gz")
        let lines = try Sample.text(file).split(separator: "\n")
        let names = Sample.fields(lines[0])
        let (id, birth) = (names.firstIndex(of: "person_id")!, names.firstIndex(of: "date_of_birth")!)
        let objectors = try Set(sample.extract("opt_outs").map { $0["person_id"]! })
        let people = try sample.extract("persons").filter { $0["date_of_death"] == "" && $0["registered_to"] == "" }
        let twice = try #require(people.first { !objectors.contains($0["person_id"]!) }?["person_id"])
        let objector = try #require(people.first { objectors.contains($0["person_id"]!) }?["person_id"])
        let again = lines.map(Sample.fields).filter { [twice, objector].contains($0[id]) }.map { fields in
            var fields = fields
            fields[birth] = "1950-01-02"
            return fields.joined(separator: ",")
        }
        try FileManager.default.removeItem(at: file)
        try (lines.map(String.init) + again).joined(separator: "\n").appending("\n").write(
            to: file.deletingPathExtension(), atomically: true, encoding: .utf8)
        try sample.edit { $0.replacing("persons.csv.gz", with: "persons.csv") }
        try await sample.run()
        let folder = sample.latest.appending(path: "not-scored")
        let rows = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .flatMap(sample.rows)
        #expect(rows.map { $0["person_id"] } == [twice])
        #expect(rows[0]["reason"]!.contains("registered more than once"))
    }

    @Test(
        "A sheet filled in and saved as CSV comes back as reviews, as Excel and as LibreOffice save it",
        arguments: [
            (delimiter: ",", date: "03/05/2025", format: "DD/MM/YYYY"), (";", "2025-05-03", "YYYY-MM-DD"),
        ])
    func reviews(delimiter: String, date: String, format: String) async throws {
        let sample = try Sample()
        try await sample.run()
        let list = try #require(try sample.listFiles().first)
        let people = try sample.rows(list).map { $0["person_id"]! }
        let header = [
            "Rank", "Person", "Why", "Seen by", "Date seen", "Outcome", "Suitable", "Why not", "Programme", "Note",
        ]
        let quoted = { (text: String) in text.contains(delimiter) ? "\"\(text)\"" : text }
        let lines = people.enumerated().map { place, person -> String in
            let review =
                switch place {
                case 0: ["Dr Müller", date, "care plan made", "yes", ""]
                case 1: ["", date, "", "no", "end of life"]
                default: ["", "", "", "", ""]
                }
            return (["\(place + 1)", person, "a; b, c"] + review + ["most-complex-4pc", "DEMONSTRATION"]).map(quoted)
                .joined(separator: delimiter)
        }
        let text = "\u{FEFF}" + ([header.joined(separator: delimiter)] + lines).joined(separator: "\r\n") + "\r\n"
        let folder = sample.folder.appending(path: "SampleData/returned")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(to: folder.appending(path: "list.csv"), atomically: true, encoding: .utf8)
        try sample.edit { configuration in
            configuration + """

                  - table: reviews
                    name: returned_lists
                    files: "returned/*.csv"
                    delimiter: "\(delimiter)"
                    multiline: true
                    where: "'Date seen' is given"
                    fields:
                      person_id: Person
                      programme: Programme
                      reviewed_on: { column: Date seen, format: \(format) }
                      outcome: Outcome
                      suitable: { column: Suitable, map: { "yes": 1, "no": 0 } }
                      reason: Why not
                    ignore: rest
                """ + "\n"
        }
        try await sample.run("2025-06-01")
        let quality =
            try JSONSerialization.jsonObject(with: Data(sample.published("quality.json").utf8)) as? [String: Any]
        let sources = quality?["sources"] as? [[String: Any]]
        let files = sources?.flatMap { $0["files"] as? [[String: Any]] ?? [] }
        let file = try #require(files?.first { $0["file"] as? String == "returned/list.csv" })
        let counts = try #require(file["dispositions"] as? [String: Int])
        #expect(file["read"] as? Int == people.count)
        #expect(counts["accepted"] == 2)
        #expect(counts["filtered"] == people.count - 2)
    }
}
