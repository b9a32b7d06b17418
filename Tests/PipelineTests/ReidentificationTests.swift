import Foundation
import Identity
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ReidentificationTests {
    private let nurse: Accountable

    init() throws { nurse = try Accountable(user: "A. Nurse", purpose: "visits of the week") }

    /// A program's standard output, given some arguments.
    private func output(_ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = Pipe()
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// What the numbers of a named table are under the run's key.
    private func pseudonyms(_ rows: [[String: String]], _ numbered: NumberedNights) throws -> [String] {
        let key = try PseudonymKey(file: numbered.key)
        return rows.map { key.pseudonym(of: $0["Person"]!) }
    }

    @Test("A practice's list comes back with the numbers of its own people, and is told in the audit log")
    func roundTrip() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let (practice, pseudonyms) = try #require(try numbered.lists().max { $0.value.count < $1.value.count })
        let lines = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        #expect(lines == ["\(practice): \(pseudonyms.count) rows of 1 lists named, in plain: no age key is configured"])
        let file = try #require(try nights.namedTables().first)
        let found = try Nights.rows(of: file)
        // Each number under the key is the pseudonym that was published there, and that of a person of the practice; no
        // file says whose pseudonym is whose.
        #expect(try self.pseudonyms(found, numbered) == pseudonyms)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(!pseudonyms.contains { text.contains($0) })
        let registered = try nights.registered()
        for row in found {
            #expect(registered[row["Person"]!] == practice)
        }
        #expect(Set(found.map { $0["Person"]! }).count == found.count)
        let access = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(access[.posixPermissions] as? Int == 0o600)
        #expect(try RunAdministration(output: nights.output).verifyAudit() == 1)
        let log = try String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains("A. Nurse") && log.contains("visits of the week") && log.contains(practice))
        let out = nights.folder.appending(path: "out")
        #expect(try NumberedNights.files(below: out, naming: Set(numbered.numbers.values)) == [])
    }

    /// A night with a list a neighbourhood and a list a hospital beside those of practices.
    private func sharedLists() async throws -> NumberedNights {
        let numbered = try await NumberedNights(persons: 3_000)
        for (name, rule) in [
            ("team", "eligible: age >= 18\nselect: { share: 4% }\nlists_by: neighbourhood\n"),
            (
                "ward",
                "eligible: in_hospital = 1 and provider is given\nselect: { share: 100% }\nlists_by: provider\n"
            ),
        ] {
            try "title: \(name)\nmodel: emergency-admission-12m\n\(rule)".write(
                to: numbered.nights.folder.appending(path: "\(name).yaml"), atomically: true, encoding: .utf8)
        }
        try numbered.nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [listed.yaml, team.yaml, ward.yaml]")
        }
        try await numbered.nights.run("2025-03-01")
        return numbered
    }

    /// The ids on a programme's lists, all places together, each with where it stands.
    private func listed(_ programme: String, _ nights: Nights) throws -> [(place: String, id: String)] {
        let folder = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath().appending(
            path: "lists/\(programme)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }.flatMap
        {
            name in
            try nights.published("lists/\(programme)/\(name)").map { (String(name.dropLast(4)), $0["person_id"]!) }
        }
    }

    @Test("Of a team's and a hospital's list a practice gets the rows of its own people, and of nobody else")
    func shared() async throws {
        let numbered = try await sharedLists()
        let nights = numbered.nights
        let registered = try nights.registered()
        let key = try PseudonymKey(file: numbered.key)
        // By hashing every registration of the extract: whose each pseudonym is.
        let practiceOf = Dictionary(uniqueKeysWithValues: registered.map { (key.pseudonym(of: $0.key), $0.value) })
        let lists = ["team", "ward"].map { ($0, try? listed($0, nights)) }
        var named = ["team": Set<String>(), "ward": []]
        for practice in Set(registered.values).sorted() {
            let lines = try await nights.naming(into: practice).run(practice: practice, of: nil, by: nurse)
            var shared = 0
            for (programme, rows) in lists {
                let own = try #require(rows).filter { practiceOf[$0.id] == practice }
                for (place, people) in Dictionary(grouping: own, by: \.place) {
                    shared += 1
                    let files = try nights.namedTables(practice)
                    let file = try #require(files.first { $0.lastPathComponent == "\(programme)-AT-\(place).csv" })
                    let found = try Nights.rows(of: file)
                    #expect(found.map { key.pseudonym(of: $0["Person"]!) } == people.map(\.id))
                    #expect(found.allSatisfy { registered[$0["Person"]!] == practice })
                    named[programme]?.formUnion(people.map(\.id))
                }
            }
            #expect(lines[0].contains("(\(shared) of teams or hospitals, of which its own people alone)"))
            #expect(try nights.namedTables(practice).count == shared + 1)
        }
        // Between them the practices get everybody who is on such a list, once.
        for (programme, rows) in lists {
            let ids = try #require(rows).map(\.id)
            #expect(named[programme] == Set(ids) && Set(ids).count == ids.count && !ids.isEmpty, "\(programme)")
        }
        // Each call is told in the log as before: a practice, its lists, its rows.
        #expect(try RunAdministration(output: nights.output).verifyAudit() == Set(registered.values).count)
    }

    @Test("Nobody of another practice, and nobody who has objected, is named of a team's list")
    func sharedTonight() async throws {
        let numbered = try await sharedLists()
        let nights = numbered.nights
        let registered = try nights.registered()
        let key = try PseudonymKey(file: numbered.key)
        let team = Set(try listed("team", nights).map(\.id))
        let numbers = registered.keys.filter { team.contains(key.pseudonym(of: $0)) }.sorted()
        let gone = try #require(numbers.first)
        let practice = try #require(registered[gone])
        try nights.add("\(gone),type1,2025-03-01", to: "opt_outs")
        _ = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        let teamFiles = try nights.namedTables().filter { $0.lastPathComponent.hasPrefix("team-AT-") }
        let found = try teamFiles.flatMap { try Nights.rows(of: $0) }.map { $0["Person"]! }
        #expect(Set(found) == Set(numbers.filter { registered[$0] == practice && $0 != gone }))
    }

    @Test("Who has objected, died, left or moved since is not named")
    func tonight() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let lists = try numbered.lists()
        let (practice, pseudonyms) = try #require(lists.max { $0.value.count < $1.value.count })
        #expect(pseudonyms.count > 4)
        _ = try await nights.naming(into: "before").run(practice: practice, of: nil, by: nurse)
        let before = try Nights.rows(of: try #require(try nights.namedTables("before").first)).map { $0["Person"]! }
        let other = try #require(lists.keys.first { $0 != practice })
        try nights.add("\(before[0]),type1,2025-03-05", to: "opt_outs")
        let columns = try String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
            .split(separator: "\n")[0].split(separator: ",").map(String.init)
        func place(_ column: String) -> Int { columns.firstIndex(of: column)! }
        try nights.change("persons") { row in
            var row = row
            switch row[0] {
            case before[1]: row[place("date_of_death")] = "2025-03-04"
            case before[2]: row[place("registered_to")] = "2025-03-04"
            case before[3]: row[place("practice_code")] = other
            default: break
            }
            return row
        }
        let lines = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        #expect(lines[0].hasSuffix("; 4 rows left out"))
        let after = try Nights.rows(of: try #require(try nights.namedTables().first)).map { $0["Person"]! }
        #expect(after == Array(before.dropFirst(4)))
        // The other practice is not told of the one who has moved there: they are on no list of its own.
        _ = try await nights.naming(into: "other").run(practice: other, of: nil, by: nurse)
        let others = try Nights.rows(of: try #require(try nights.namedTables("other").first)).map { $0["Person"]! }
        #expect(Set(others).isDisjoint(with: before))
    }

    @Test("Where a practice has an age key, what is written is encrypted to it, and nothing else is written")
    func encrypted() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let (practice, pseudonyms) = try #require(try numbered.lists().first { !$0.value.isEmpty })
        let identity = nights.folder.appending(path: "practice.age").path
        _ = try output(["age-keygen", "-o", identity])
        let publicKey = try output(["age-keygen", "-y", identity]).trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(publicKey.hasPrefix("age1"), "the tests need Debian's package age")
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "  key: pseudonyms.key\n",
                with: "  key: pseudonyms.key\n  practices: { \(practice): { age: \(publicKey) } }\n")
        }
        let lines = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        #expect(lines[0].hasSuffix("encrypted to its age key"))
        let files = try nights.named()
        let stem = practice
        #expect(
            Set(files.map(\.lastPathComponent)).isSuperset(of: [
                "listed.csv.age", "listed.html.age", "listed.json.age", "listed.ids.txt.age", "\(stem).xlsx.age",
            ]))
        #expect(files.allSatisfy { $0.pathExtension == "age" })
        let folder = nights.folder.appending(path: "named")
        #expect(try NumberedNights.files(below: folder, naming: Set(numbered.numbers.values)) == [])
        let text = try output([
            "age", "--decrypt", "-i", identity, files.first { $0.lastPathComponent == "listed.csv.age" }!.path,
        ])
        #expect(try self.pseudonyms(Nights.rows(text), numbered) == pseudonyms)
        let log = try String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains(publicKey))
    }

    @Test("Under a standing authorisation all practices are named, once a run, and until its last day by the clock")
    func all() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let path = nights.folder.appending(path: "authorisation.yaml")
        try "user: Caldicott Guardian\npurpose: weekly lists\nuntil: 2025-03-10\n"
            .write(to: path, atomically: true, encoding: .utf8)
        let authorisation = try StandingAuthorisation(path: path.path)
        let lines = try await Nights.on("2025-03-08") {
            try await nights.naming().runAll(of: nil, under: authorisation)
        }
        #expect(lines.count == 3)
        let people = try pseudonyms(nights.namedTables().flatMap { try Nights.rows(of: $0) }, numbered)
        #expect(Set(people) == Set(try numbered.lists().values.flatMap(\.self)))
        let log = try String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains("\"run_date\":\"2025-03-08\""))
        let again = try await Nights.on("2025-03-10") {
            try await nights.naming().runAll(of: nil, under: authorisation)
        }
        #expect(again == [])
        for (today, runDate) in [("2025-03-08", "2025-03-11"), ("2025-03-11", "2025-03-08")] {
            await #expect {
                try await Nights.on(today) {
                    try await nights.naming(runDate: runDate).runAll(of: nil, under: authorisation)
                }
            } throws: { error in
                "\(error)" == "the authorisation held until 2025-03-10; have it renewed"
                    && ExitStatus.code(of: error) == 77
            }
        }
        #expect { try StandingAuthorisation(path: path.path + ".other") } throws: { error in
            "\(error)".hasPrefix("authorisation.yaml.other: there is no such authorisation")
                && ExitStatus.code(of: error) == 66
        }
        try "user: x\nuntil: soon\n".write(to: path, atomically: true, encoding: .utf8)
        #expect { try StandingAuthorisation(path: path.path) } throws: { error in
            "\(error)".contains("\"purpose\" is missing") && "\(error)".contains("\"until\" must be a date")
                && ExitStatus.code(of: error) == 78
        }
    }

    /// With an authorisation of one's own that nobody else can write.
    private func withAuthorisation(_ test: (String) throws -> Void) throws {
        let path = TestFolder.path("authorisation").path + ".yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "user: x\npurpose: weekly lists\nuntil: 2025-03-10\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        _ = try StandingAuthorisation(path: path)
        try test(path)
    }

    @Test("An authorisation that others can write allows nothing", arguments: [0o666, 0o664])
    func writableAuthorisation(mode: Int) throws {
        try withAuthorisation { path in
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect { try StandingAuthorisation(path: path) } throws: { ExitStatus.code(of: $0) == 77 }
        }
    }

    @Test(
        "An authorisation that is another user's allows nothing",
        .enabled(if: geteuid() == 0, "only root can give a file away"))
    func othersAuthorisation() throws {
        try withAuthorisation { path in
            try #require(chown(path, 1_000, 1_000) == 0)
            #expect { try StandingAuthorisation(path: path) } throws: { ExitStatus.code(of: $0) == 77 }
        }
    }

    @Test("Opt-outs that have collapsed stop the naming of lists and a rollback, as they stop a run")
    func collapsed() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        let first = try await nights.run("2025-03-01")
        try await nights.run("2025-03-08")
        var row = 0
        try nights.change("opt_outs") { fields in
            row += 1
            return row.isMultiple(of: 4) ? fields : nil
        }
        let practice = try #require(try numbered.lists().first { !$0.value.isEmpty }?.key)
        func isCollapse(_ error: any Error) -> Bool {
            "\(error)".hasPrefix("the opt-outs fell from \(row) to \(row / 4) rows") && ExitStatus.code(of: error) == 65
        }
        await #expect {
            try await nights.naming().run(practice: practice, of: nil, by: self.nurse)
        } throws: { isCollapse($0) }
        let published = try nights.manifest()["run"] as? String
        await #expect {
            try await FilteredRollback(
                configuration: nights.configuration.path, output: nights.output, runDate: "2025-03-10"
            ).run(to: first)
        } throws: { isCollapse($0) }
        #expect(try nights.named().isEmpty && nights.manifest()["run"] as? String == published)
    }

    @Test("A neighbourhood that is coded like a practice has its list named all the same")
    func teamCodedAsPractice() async throws {
        let numbered = try await NumberedNights(persons: 3_000)
        let nights = numbered.nights
        let codes = Set(try nights.registered().values).sorted()
        let place = try #require(
            try nights.header(of: "practices").firstIndex(of: "neighbourhood"))
        try nights.change("practices") { row in
            var row = row
            row[place] = codes[0]
            return row
        }
        try nights.write(
            "title: team\nmodel: emergency-admission-12m\neligible: age >= 18\nselect: { share: 4% }\n"
                + "lists_by: neighbourhood\n", to: "team.yaml")
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [team.yaml]")
        }
        try await nights.run("2025-03-01")
        let team = Set(try listed("team", nights).map(\.id))
        var named: [String] = []
        for practice in codes {
            _ = try await nights.naming(into: practice).run(practice: practice, of: nil, by: nurse)
            named += try pseudonyms(nights.namedTables(practice).flatMap { try Nights.rows(of: $0) }, numbered)
        }
        #expect(Set(named) == team && named.count == team.count && !team.isEmpty)
    }

    @Test("A run of another key, an unknown practice and ids that went out as they came are refused")
    func refusals() async throws {
        let numbered = try await NumberedNights(persons: 600)
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        await #expect {
            try await nights.naming().run(practice: "Z99999", of: nil, by: self.nurse)
        } throws: { ExitStatus.code(of: $0) == 66 }
        try FileManager.default.removeItem(atPath: numbered.key)
        _ = try KeyMaking.makeKey(at: numbered.key)
        let practice = try #require(try numbered.lists().keys.first)
        await #expect {
            try await nights.naming().run(practice: practice, of: nil, by: self.nurse)
        } throws: { ExitStatus.code(of: $0) == 78 }
        #expect(!FileManager.default.fileExists(atPath: nights.output + "/audit.jsonl"))
        let plain = try await Nights(persons: 600)
        try await plain.run("2025-03-01")
        #expect { try plain.naming() } throws: { ExitStatus.code(of: $0) == 78 }
    }

    @Test("Without a legal basis in force nobody is named, and nothing that reads NHS numbers goes on without one")
    func governance() async throws {
        let numbered = try await NumberedNights(persons: 600)
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let practice = try #require(try numbered.lists().first { !$0.value.isEmpty }?.key)
        func export() async throws {
            try await FeatureExport(
                configuration: nights.configuration.path, dates: RunDates(indexDate: "2025-03-01", runDate: nil),
                design: nil, progress: Sample.silent
            ).run(to: nights.folder.appending(path: "features.csv").path)
        }
        try nights.edit("configuration.yaml") { $0.replacing("synthetic: true\n", with: "") }
        let words = "persons: legal_basis is missing"
        #expect { try nights.naming() } throws: { "\($0)".contains(words) && ExitStatus.code(of: $0) == 78 }
        await #expect { try await export() } throws: { "\($0)".contains(words) && ExitStatus.code(of: $0) == 78 }
        try nights.edit("configuration.yaml") {
            $0.replacing("may_be_empty: true", with: "may_be_empty: true, legal_basis: CAG, review_on: 2025-03-07")
        }
        for (today, runDate) in [("2025-03-01", "2025-03-08"), ("2025-03-08", "2025-03-01")] {
            await #expect {
                try await Nights.on(today) { _ = try nights.naming(runDate: runDate) }
            } throws: { error in
                "\(error)".contains("was to be reviewed by 2025-03-07, and it is 2025-03-08")
                    && ExitStatus.code(of: error) == 78
            }
        }
        await #expect { try await Nights.on("2025-03-08") { try await export() } } throws: {
            ExitStatus.code(of: $0) == 78
        }
        #expect(try nights.named().isEmpty && !FileManager.default.fileExists(atPath: nights.output + "/audit.jsonl"))
        try await Nights.on("2025-03-07") {
            _ = try await nights.naming(runDate: "2025-03-07").run(practice: practice, of: nil, by: nurse)
            try await export()
        }
    }

    @Test(
        "Whoever does it says who they are and why, and names no patient",
        arguments: ["", "  ", "for 9434765919", "for 943 476 5919", "see pvne60bqb67b0rz0"])
    func accountable(purpose: String) {
        #expect { try Accountable(user: "x", purpose: purpose) } throws: { ExitStatus.code(of: $0) == 64 }
        #expect { try Accountable(user: purpose, purpose: "x") } throws: { ExitStatus.code(of: $0) == 64 }
    }

    @Test(
        "Dates and telephone numbers are no patients",
        arguments: ["from 2025-03-01 to 2025-04-01", "ring 0117 4960123"])
    func innocent(purpose: String) throws { _ = try Accountable(user: "x", purpose: purpose) }
}
