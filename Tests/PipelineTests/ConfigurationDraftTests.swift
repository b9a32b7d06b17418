import Foundation
import Pipeline
import Records
import Testing

/// What `anticipate init` makes of a folder.
@Suite struct ConfigurationDraftTests {
    private static let persons = "person_id,date_of_birth,sex,practice_code\nP1,1950-01-01,1,A81001\n"

    /// - Parameter prepare: told the folder before it is looked at.
    private func draft(
        _ files: [String: String], extractedOn: String? = "2025-04-01", _ prepare: (URL) throws -> Void = { _ in }
    ) throws -> ConfigurationDraft {
        let folder = FileManager.default.temporaryDirectory.appending(path: "draft-\(UUID().uuidString)")
        let extracts = folder.appending(path: "extracts")
        try FileManager.default.createDirectory(at: extracts, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: extracts.appending(path: name)) }
        try prepare(extracts)
        return try ConfigurationDraft(
            folder: extracts.path, extractedOn: extractedOn, output: folder.appending(path: "c.yaml").path)
    }

    private func lines(_ draft: ConfigurationDraft) -> [String] { draft.text.split(separator: "\n").map(String.init) }

    @Test("What is no regular file is not opened, and is named as left out")
    func pipes() throws {
        let draft = try draft(["persons.csv": Self.persons, "notes.csv": "a,b\n"]) { folder in
            #expect(mkfifo(folder.appending(path: "gp_events.csv").path, 0o600) == 0)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "reviews.csv"), withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "caseload.csv").path, withDestinationPath: "nowhere")
        }
        let words = [
            "caseload.csv: no regular file", "gp_events.csv: no regular file", "notes.csv: not recognised",
            "reviews.csv: a folder, which is not looked into",
        ]
        #expect(draft.leftOut.map(\.description) == words)
        #expect(words.allSatisfy { lines(draft).contains("#   \($0)") })
        #expect(draft.tables == ["persons"])
    }

    @Test("Whatever else lies in the folder is named too, with why it is left out")
    func others() throws {
        let draft = try draft([
            "persons.csv": Self.persons, "practices": "practice_code,name\n", "caseload.parquet": "PAR1",
            ".hidden": "x",
            "VISIT_OCCURRENCE.csv":
                "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_end_date\n",
        ])
        #expect(
            Set(draft.leftOut.map { $0.description.prefix { $0 != "," }.description }) == [
                "caseload.parquet: its name ends in none of .csv", "practices: its name ends in none of .csv",
                "VISIT_OCCURRENCE.csv: a table of OMOP",
            ])
        #expect(draft.tables == ["persons"])
    }

    @Test(
        "What stands between columns is written where it is no comma",
        arguments: [
            (",", nil), (";", "    delimiter: \";\""), ("|", "    delimiter: \"|\""), ("\t", "    delimiter: tab"),
        ] as [(String, String?)])
    func delimiters(delimiter: String, line: String?) throws {
        let draft = try draft(["persons.csv": Self.persons.replacing(",", with: delimiter)])
        #expect(lines(draft).filter { $0.hasPrefix("    delimiter:") } == (line.map { [$0] } ?? []))
    }

    @Test("Parts of one table are one source, and a file beside its own gzip is read once")
    func parts() throws {
        let other = "person_id,date_of_birth,sex,practice_code,lsoa\nP1,1950-01-01,1,A81001,E01000001\n"
        let parts = try draft([
            "persons_1.csv": Self.persons, "persons_2.csv": Self.persons,
            "caseload.csv": "person_id,programme,start_date\n",
        ])
        #expect(parts.tables == ["persons", "caseload"].sorted())
        #expect(lines(parts).contains("    files: \"extracts/persons_*.csv\""))
        #expect(lines(parts).contains { $0.hasPrefix("    # 2 files with one header, read as parts of one table.") })
        // Another header is another source, and so is what a pattern would take along.
        for files in [
            ["persons_1.csv": Self.persons, "persons_2.csv": other],
            ["persons_1.csv": Self.persons, "persons_2.csv": Self.persons, "persons_old.csv": other],
        ] {
            let draft = try draft(files)
            #expect(draft.tables == files.map { _ in "persons" })
            #expect(files.keys.allSatisfy { lines(draft).contains("    files: \"extracts/\($0)\"") })
        }
        let twice = try draft(["persons.csv": Self.persons, "persons.csv.gz": Self.persons])
        #expect(twice.tables == ["persons"])
        #expect(
            twice.leftOut.map(\.description) == [
                "persons.csv.gz: stands beside persons.csv, and one of them is enough"
            ])
    }

    @Test("Where a date stands in the names, the newest file of each name is to be read")
    func dated() throws {
        let files = ["persons_A81001_20250401.csv", "persons_A81001_20250402.csv", "persons_B82001_20250401.csv"]
        let several = try draft(Dictionary(uniqueKeysWithValues: files.map { ($0, Self.persons) }))
        let expected = [
            "    files: \"extracts/persons_A*_*.csv\"", "    extracted_on_in_name: \"persons_A*_YYYYMMDD.csv\"",
            "    take: newest",
        ]
        #expect(expected.allSatisfy { lines(several).contains($0) })
        // Another letter is another name, and a single file of it is of the day that the user says.
        #expect(lines(several).contains("    files: \"extracts/persons_B82001_20250401.csv\""))
        #expect(lines(several).filter { $0 == "    extracted_on: 2025-04-01" }.count == 1)
        let one = try draft(["persons_20250401.csv": Self.persons], extractedOn: nil)
        #expect(lines(one).contains("    files: \"extracts/persons_*.csv\""))
        #expect(lines(one).contains("    extracted_on_in_name: \"persons_YYYYMMDD.csv\""))
        // Numbers that are no date are parts, whose day nothing tells.
        let parts = try draft(["persons_1.csv": Self.persons, "persons_2.csv": Self.persons])
        #expect(!parts.text.contains("take:"))
    }

    @Test("A header with all of a table's fields is recognised whatever the file is called")
    func wholeHeaders() throws {
        for table in Table.allCases {
            let header = table.fields.map(\.name).joined(separator: ",")
            let name = "NHS_\(table.rawValue.uppercased())_2025-04-01.csv"
            #expect(try draft([name: header + "\n"]).tables == [table.rawValue])
        }
    }
}
