import Foundation
import Pipeline
import Testing

/// What is kept for long, and how it goes.
@Suite struct PurgeTests {
    private let clerk: Accountable

    init() throws { clerk = try Accountable(user: "clerk", purpose: "retention schedule") }

    private func configuration(_ nights: Nights) -> String {
        nights.folder.appending(path: "configuration.yaml").path
    }

    private func purge(_ nights: Nights, _ person: String, archives: [String] = []) throws -> [String] {
        try Purge(configuration: configuration(nights), output: nights.output, archives: archives, by: clerk).run(
            person)
    }

    private func runs(_ nights: Nights) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: nights.output + "/runs").filter { !$0.hasPrefix(".") }
            .sorted()
    }

    private func files(_ nights: Nights, naming person: String) throws -> [String] {
        try NumberedNights.files(below: nights.folder.appending(path: "out"), naming: [person])
    }

    @Test("A person who is purged is in no run, archive or ledger, and a ledger that is made again has them no more")
    func purge() async throws {
        let nights = try await Nights(settings: "formats: [csv, json, html, xlsx, fhir]")
        try await nights.run("2025-03-01")
        try await nights.run("2025-03-08")
        let archives = nights.folder.appending(path: "archives").path
        for date in ["2025-02-01", "2025-03-01"] {
            try await ArchiveRun(
                configuration: configuration(nights), dates: RunDates(indexDate: date, runDate: nil), catalogue: nil,
                progress: Sample.silent
            ).run(into: archives)
        }
        let members = try nights.members()
        let person = try #require(members.first?["person_id"])
        let before = try runs(nights)
        let people = try nights.published("scores.csv.gz").count
        #expect(try files(nights, naming: person).count > 10)

        let lines = try purge(nights, person, archives: [archives])
        #expect(lines[0] == "taken out of 2 of 2 runs, and of 2 archives")
        let naming = try files(nights, naming: person)
        #expect(naming == [])
        #expect(try NumberedNights.files(below: URL(filePath: archives), naming: [person]) == [])
        let administration = try RunAdministration(output: nights.output)
        #expect(try runs(nights) == before)
        for run in before { #expect(try administration.verify(run) == run) }
        // The others are as they were.
        #expect(try nights.members() == members.filter { $0["person_id"] != person })
        // Their row among the scores is nobody's, so that people add up.
        #expect(try nights.published("scores.csv.gz").count == people)
        #expect(try nights.ledgerText() == nights.rebuiltText())
        #expect(try !nights.rebuiltText().contains(person))
        #expect(try LedgerQuestions(output: nights.output).history(of: person)[0].hasPrefix("on no list"))
        // Two lines of the purge, and that somebody asked after them.
        #expect(try administration.verifyAudit() == 3)
        #expect(try !String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8).contains(person))
        let manifest = try #require(try nights.manifest()["facts"] as? [String: Any])
        #expect((manifest["purged"] as? [[String: Any]])?.count == 1)
        // Again: there is nothing left to do, and it is told that nobody was found. The next night stands on what is left.
        #expect { try self.purge(nights, person, archives: [archives]) } throws: { error in
            "\(error)".hasPrefix("nobody of this id is in any of 2 runs") && ExitStatus.code(of: error) == 66
        }
        let log = try String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains("found nobody to purge") && !log.contains(person))
        try await nights.run("2025-03-15")
        #expect(try nights.ledgerText() == nights.rebuiltText())
    }

    @Test(
        "A person is purged by their NHS number where lists have pseudonyms, however it is spaced",
        arguments: ["", " ", "-"])
    func number(between: String) async throws {
        let numbered = try await NumberedNights(persons: 600)
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let ids = Set(try nights.published("scores.csv.gz").map { $0["person_id"]! })
        let number = try #require(
            try numbered.numbers.values.sorted().first { number in
                let registered = try String(
                    contentsOf: nights.folder.appending(path: "extracts/opt_outs.csv"), encoding: .utf8)
                return !registered.contains(number)
            })
        let written = [number.prefix(3), number.dropFirst(3).prefix(3), number.suffix(4)].joined(separator: between)
        let configuration = configuration(nights)
        #expect(
            try LedgerQuestions(output: nights.output).history(of: written, configuration: configuration)
                == LedgerQuestions(output: nights.output).history(of: number, configuration: configuration))
        #expect(try purge(nights, written)[0] == "taken out of 1 of 1 runs, and of 0 archives")
        let left = Set(try nights.published("scores.csv.gz").map { $0["person_id"]! })
        #expect(ids.subtracting(left).count == 1 && left.isSubset(of: ids))
    }

    @Test("Runs under another key are named, and a purge of them ends as one that was not done")
    func otherKey() async throws {
        let numbered = try await NumberedNights(persons: 600)
        let nights = numbered.nights
        let old = try await nights.run("2025-03-01")
        let registered = try nights.registered().keys.sorted()
        let objectors = Set(try nights.extract("opt_outs").map { $0["person_id"]! })
        let number = try #require(registered.first { !objectors.contains($0) })
        try FileManager.default.removeItem(atPath: numbered.key)
        _ = try KeyMaking.makeKey(at: numbered.key)
        let request = RunRequest(
            configuration: configuration(nights), dates: try RunDates(indexDate: "2025-03-08", runDate: nil),
            output: nights.output, isDemonstration: true, hasNewKey: true)
        _ = try await NightlyRun(request, progress: Sample.silent).run()
        let people = try nights.published("scores.csv.gz").count { $0["person_id"] != "" }
        #expect { try self.purge(nights, number) } throws: { error in
            "\(error)".hasPrefix("taken out of 1 of 2 runs, and of 0 archives; the ids of \(old) are not under the key")
                && ExitStatus.code(of: error) == 78
        }
        #expect(try nights.published("scores.csv.gz").count { $0["person_id"] != "" } == people - 1)
        #expect(try String(contentsOfFile: nights.output + "/audit.jsonl", encoding: .utf8).contains(old))
    }

    @Test("A purge is refused where a folder of archives is not there, or the purpose names the person")
    func refusedPurges() async throws {
        let nights = try await Nights(persons: 600)
        try await nights.run("2025-03-01")
        let person = try #require(try nights.members().first?["person_id"])
        #expect { try self.purge(nights, person, archives: ["/nonexist"]) } throws: { error in
            "\(error)".hasPrefix("nonexist: there is no such folder of archives") && ExitStatus.code(of: error) == 66
        }
        let asked = try Accountable(user: "clerk", purpose: "as \(person) asked")
        #expect {
            try Purge(configuration: configuration(nights), output: nights.output, archives: [], by: asked).run(person)
        } throws: { ExitStatus.code(of: $0) == 64 }
        #expect(!FileManager.default.fileExists(atPath: nights.output + "/audit.jsonl"))
        #expect(try nights.members().contains { $0["person_id"] == person })
    }

    @Test("An id with a quote in it, or at its beginning, is purged whole")
    func quotedID() async throws {
        let nights = try await Nights(persons: 600)
        try await nights.run("2025-03-01")
        let person = try #require(try nights.members().first?["person_id"])
        let id = "\"\(person)\"x"
        for table in NumberedNights.tables {
            try nights.change(table) { row in
                row[0] == person ? ["\"\(id.replacing("\"", with: "\"\""))\""] + row.dropFirst() : row
            }
        }
        try FileManager.default.removeItem(atPath: nights.output)
        try await nights.run("2025-03-01")
        #expect(try purge(nights, id)[0] == "taken out of 1 of 1 runs, and of 0 archives")
        let latest = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
        #expect(try NumberedNights.files(below: latest, naming: [person]) == [])
    }

    @Test("Old runs go, but not the published one nor what the next night stands on; the ledger follows")
    func prune() async throws {
        let nights = try await Nights(persons: 600)
        var made: [String] = []
        for day in ["03-01", "03-02", "03-08", "03-09", "03-15", "03-16"] {
            made.append(try await nights.run("2025-\(day)"))
        }
        let archives = nights.folder.appending(path: "archives").path
        for date in ["2025-02-01", "2025-03-15"] {
            try await ArchiveRun(
                configuration: configuration(nights), dates: RunDates(indexDate: date, runDate: nil), catalogue: nil,
                progress: Sample.silent
            ).run(into: archives)
        }
        // A folder of somebody else's, that has a date for a name.
        let notes = "\(archives)/2020-01-01"
        try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: true)
        let prune = try Prune(output: nights.output, archives: [archives], by: clerk)
        #expect(try prune.run(keepingDays: 8, runs: 0)[0] == "removed 2 runs and 1 archives")
        #expect(try Set(runs(nights)) == Set(made.dropFirst(2)))
        #expect(FileManager.default.fileExists(atPath: notes))
        #expect(try nights.ledgerText() == nights.rebuiltText())
        // Of the night before, and of the last issue, nothing goes whatever is asked.
        #expect(try prune.run(keepingDays: nil, runs: 0)[0] == "removed 2 runs and 0 archives")
        #expect(try Set(runs(nights)) == Set(made.suffix(2)))
        let administration = try RunAdministration(output: nights.output)
        for run in try runs(nights) { #expect(try administration.verify(run) == run) }
        try await nights.run("2025-03-22")
        #expect(try nights.movement().contains { $0["movement"] == "staying" })
        #expect(try nights.ledgerText() == nights.rebuiltText())
        #expect(try administration.verifyAudit() == 2)
    }

    @Test("What a crash left hidden of an archive goes with the next purge or prune, though nobody is found elsewhere")
    func hiddenArchive() async throws {
        let nights = try await Nights(persons: 600)
        try await nights.run("2025-03-01")
        let archives = nights.folder.appending(path: "archives")
        try await ArchiveRun(
            configuration: configuration(nights), dates: RunDates(indexDate: "2025-02-01", runDate: nil),
            catalogue: nil, progress: Sample.silent
        ).run(into: archives.path)
        let person = try #require(try nights.members().first?["person_id"])
        // What is left where the program dies after the new archive has taken the name of the old one.
        let copy = nights.folder.appending(path: "copy")
        try FileManager.default.copyItem(at: archives.appending(path: "2025-02-01"), to: copy)
        _ = try purge(nights, person, archives: [archives.path])
        let hidden = archives.appending(path: ".2025-02-01.partial")
        try FileManager.default.copyItem(at: copy, to: hidden)
        #expect(try !NumberedNights.files(below: archives, naming: [person]).isEmpty)
        #expect { try self.purge(nights, person, archives: [archives.path]) } throws: {
            "\($0)".hasPrefix("nobody of this id")
        }
        #expect(try NumberedNights.files(below: archives, naming: [person]) == [])
        try FileManager.default.copyItem(at: copy, to: hidden)
        _ = try Prune(output: nights.output, archives: [archives.path], by: clerk).run(keepingDays: 800, runs: 1)
        #expect(try NumberedNights.files(below: archives, naming: [person]) == [])
    }

    @Test("A run that has changed stops a purge before anything is touched")
    func changed() async throws {
        let nights = try await Nights(persons: 600)
        let run = try await nights.run("2025-03-01")
        let person = try #require(try nights.members().first?["person_id"])
        let file = "\(nights.output)/runs/\(run)/summary.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect { try self.purge(nights, person) } throws: { ExitStatus.code(of: $0) == 65 }
        #expect(!FileManager.default.fileExists(atPath: nights.output + "/audit.jsonl"))
        #expect(try files(nights, naming: person).count > 3)
    }

    @Test("A rollback by tonight's extracts takes off who has objected, died or moved; after a purge nobody comes back")
    func rollback() async throws {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01")
        let members = try nights.members().map { ($0["person_id"]!, $0["place"]!) }
        try await nights.run("2025-03-08")
        let (objects, dies, moves, purged) = (members[0].0, members[1].0, members[2].0, members[3].0)
        let other = try #require(members.first { $0.1 != members[2].1 }?.1)
        try nights.add("\(objects),national,2025-03-09", to: "opt_outs")
        let columns = try String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
            .split(separator: "\n")[0].split(separator: ",").map(String.init)
        try nights.change("persons") { row in
            var row = row
            if row[0] == dies { row[columns.firstIndex(of: "date_of_death")!] = "2025-03-09" }
            if row[0] == moves { row[columns.firstIndex(of: "practice_code")!] = other }
            return row
        }
        _ = try purge(nights, purged)
        let lines = try await FilteredRollback(
            configuration: configuration(nights), output: nights.output, runDate: "2025-03-10"
        ).run(to: first)
        #expect(lines[0].contains("the run \(first)"))
        let latest = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
        for person in [objects, dies, moves, purged] {
            #expect(try NumberedNights.files(below: latest, naming: [person]) == [], "\(person)")
        }
        let left = try nights.members().map { $0["person_id"]! }
        #expect(left == members.map(\.0).filter { ![objects, dies, moves, purged].contains($0) })
        let administration = try RunAdministration(output: nights.output)
        _ = try administration.verify(nil)
        #expect(try administration.status().contains { $0.hasPrefix("last_rollback") })
        #expect(try nights.ledgerText() == nights.rebuiltText())
        try await nights.run("2025-03-15")
        #expect(try nights.ledgerText() == nights.rebuiltText())
    }
}
