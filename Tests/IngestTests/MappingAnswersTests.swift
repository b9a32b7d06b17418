import Configuration
import Foundation
import Identity
import Records
import TestSupport
import Testing

@testable import Ingest

/// What a mapping must say of a source that others made: which values a row must have, what the source lacks.
@Suite("A mapping's answers")
struct MappingAnswersTests {
    @Test("a row is set aside where a lookup finds nothing for a required field, and kept where it is not required")
    func requiredLookup() async throws {
        for isRequired in [true, false] {
            let folder = try Folder([
                "p.csv": "person_id,born\n1,1950-01-01\n2,1960-01-01\n", "periods.csv": "id,start\n1,2011-02-03\n",
            ])
            defer { folder.remove() }
            let result = try await folder.ingest(
                """
                - table: persons
                  files: p.csv
                  fields:
                    person_id: person_id
                    date_of_birth: born
                    sex: { constant: 9 }
                    practice_code: { constant: X00001 }
                    registered_from:
                      column: person_id
                      lookup: { file: periods.csv, key: id, value: start }
                      required: \(isRequired)
                """)
            #expect(result.setAside.map(\.rule) == (isRequired ? [.lookupUnmatched] : []))
            let standings = (0..<2).map { result.population.persons.standing(of: $0, at: Day("2011-02-03")!) }
            #expect(standings == [.scored, isRequired ? .registrationSetAside : .scored])
        }
    }

    @Test("a table lacks the code lists that all of its sources lack")
    func lacking() async throws {
        let folder = try Folder([
            "persons.csv": "person_id,date_of_birth,sex,practice_code\n1,1950-01-01,1,X00001\n",
            "one.csv": "person_id,event_date,code\n1,2010-01-01,5\n",
            "other.csv": "person_id,event_date,code\n1,2010-01-02,6\n",
        ])
        defer { folder.remove() }
        let result = try await folder.ingest(
            """
            - { table: persons, files: persons.csv }
            - { table: gp_events, name: one, files: one.csv, lacks: [egfr, frailty.mild] }
            - { table: gp_events, name: other, files: other.csv, lacks: [egfr, frailty.mild, gp_contact] }
            """)
        let facts = try #require(result.population.facts(of: .gpEvents))
        #expect(facts.lacks == ["egfr", "frailty.mild"])
        #expect(facts.lacks(list: "egfr") && facts.lacks(list: "egfr.any") && facts.lacks(list: "frailty.mild"))
        #expect(!facts.lacks(list: "frailty") && !facts.lacks(list: "gp_contact"))
    }

    @Test("a draft's blank answers are told")
    func blanks() throws {
        let problems = Problems()
        _ = OptOutPolicy(
            try Setting.parse(#"applied_upstream: { by: "", evidence: page 3, on: "" }"#, file: "c.yaml"),
            problems: problems)
        #expect(
            problems.all.map(\.message) == [
                #"opt_outs: applied_upstream: "by" is left to complete"#,
                #"opt_outs: applied_upstream: "on" is left to complete"#,
            ])
        let told = Problems()
        let text = """
            table: admissions
            files: a.csv
            fields:
              { person_id: p, admission_date: d, admission_method: { constant: "" }, primary_diagnosis: { constant: "" } }
            """
        _ = Source(try Setting.parse(text, file: "c.yaml"), problems: told)
        #expect(told.all.map(\.message) == [#"admissions: the constant of "admission_method" is left to complete"#])
    }

    @Test("the headers' check reads the lookups too")
    func lookupsChecked() throws {
        let folder = try Folder([
            "p.csv": "person_id,born\n", "twice.csv": "id,start\n1,2011-02-03\n1,2012-02-03\n",
        ])
        defer { folder.remove() }
        let plan = try folder.plan(
            """
            - table: persons
              files: p.csv
              fields:
                person_id: person_id
                date_of_birth: born
                sex: { constant: 9 }
                practice_code: { constant: X00001 }
                registered_from: { column: person_id, lookup: { file: twice.csv, key: id, value: start } }
            """)
        let problems = HeaderCheck(directory: plan.directory).found(plan.sources[0]).problems
        #expect(problems.count == 1 && problems[0].contains("line 3: the key has another value already"))
    }

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let thirdParty = repository.deletingLastPathComponent().appending(path: "shared/data/synthea-omop")

    @Test(
        "the OMOP sample's mapping reads the third-party tables as they are",
        .enabled("the third-party data are not beside the repository") {
            FileManager.default.fileExists(atPath: thirdParty.path)
        })
    func thirdPartyTables() async throws {
        let path = Self.repository.appending(path: "SampleData/omop/configuration.yaml")
        let text = try String(contentsOf: path, encoding: .utf8).replacing("data/", with: Self.thirdParty.path + "/")
        let setting = try Setting.parse(text, file: "configuration.yaml")
        guard case .mapping(let entries) = setting.value, let sources = entries.first(where: { $0.key == "sources" })
        else { throw CocoaError(.fileReadCorruptFile) }
        let result = try await Folder.ingest(sources.value, directory: Self.repository)

        let tables: [Table: Int] = [.admissions: 1001, .emergencyAttendances: 1809, .outpatientAppointments: 29_343]
        for (table, rows) in tables { #expect(result.population.rowCount(of: table) == rows) }
        #expect(
            result.setAside.map(\.rule).filter { $0 != .dateOutOfRange } == [
                .lookupUnmatched, .lookupUnmatched, .lookupUnmatched,
            ])
        let persons = result.population.persons
        let scored = (2011...2018).map { year in
            (0..<persons.count).count { persons.standing(of: $0, at: Day("\(year)-01-01")!) == .scored }
        }
        // Counted independently, in Python, from the tables.
        #expect(scored == [1021, 1049, 1059, 1067, 1082, 1095, 1103, 1111])
    }
}

/// A folder of extracts.
private struct Folder {
    let url: URL

    init(_ files: [String: String]) throws {
        url = TestFolder.path("anticipate")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: url.appending(path: name)) }
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    func plan(_ sources: String) throws -> IngestPlan {
        try Self.plan(Setting.parse(sources, file: "c.yaml"), directory: url)
    }

    func ingest(_ sources: String) async throws -> IngestResult {
        var ingest = Ingest(try plan(sources))
        return try await ingest.run()
    }

    static func ingest(_ sources: Setting, directory: URL) async throws -> IngestResult {
        var ingest = Ingest(try plan(sources, directory: directory))
        return try await ingest.run()
    }

    private static func plan(_ setting: Setting, directory: URL) throws -> IngestPlan {
        let problems = Problems()
        guard case .list(let items) = setting.value else { throw CocoaError(.fileReadCorruptFile) }
        let sources = items.compactMap { Source($0, problems: problems) }
        try problems.throwIfAny()
        return IngestPlan(
            sources: sources, optOuts: .appliedUpstream(by: "a", evidence: "b", on: "c"), idKind: .pseudonym,
            directory: directory,
            retention: Retention(fields: [.gpEvents: ["code"]]), runDate: Day("2019-01-10")!,
            refusesFutureExtracts: false, threads: 2)
    }
}
