import Foundation
import Hashing
import RunStore
import Tabular
import Testing

@testable import Lists
@testable import Pipeline

/// What is published never contradicts itself, and does not either once people are left out of it.
@Suite("A published run")
struct LeavingOutTests {
    private static let formats = "formats: [csv, json, html, xlsx, fhir]"
    private let clerk: Accountable

    init() throws { clerk = try Accountable(user: "clerk", purpose: "retention schedule") }

    private func latest(_ nights: Nights) -> URL {
        nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
    }

    private func json(_ folder: URL, _ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: path))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func rows(_ url: URL) throws -> [[String: String]] {
        let lines = try Sample.text(url).split(separator: "\n").map(Sample.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private func files(_ folder: URL) throws -> [String] {
        (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
    }

    /// Everything in which a run's files contradict one another. It is counted here from the files alone.
    private func contradictions(_ run: URL) throws -> [String] {
        var found: [String] = []
        let all = try files(run)
        let scores = try rows(run.appending(path: "scores.csv.gz"))
        let quality = try json(run, "quality.json")
        let people = try #require(quality["people"] as? [String: Any])
        let notScored = try #require(people["not_scored"] as? [String: Int])
        if people["registered"] as? Int != scores.count { found.append("registered") }
        let statuses = Dictionary(scores.map { ($0["status"]!, 1) }, uniquingKeysWith: +)
        if people["scored"] as? Int != statuses["scored"] ?? 0 { found.append("scored") }
        // What the scores call an objection is what the account calls one.
        if statuses.filter({ $0.key != "scored" }) != notScored { found.append("not scored: \(statuses) \(notScored)") }
        if people["difference"] as? Int != 0 { found.append("people") }
        let practices = try #require(quality["practices"] as? [[String: Any]])
        for practice in practices {
            let code = practice["code"] as! String
            let own = scores.count { $0["practice"] == code }
            if practice["scored"] as? Int != own { found.append("\(code): scored") }
        }
        let entries = try #require(try json(run, "MANIFEST.json")["files"] as? [[String: Any]])
        for entry in entries {
            let path = entry["path"] as! String
            guard let count = entry["rows"] as? Int, path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") else {
                continue
            }
            if try rows(run.appending(path: path)).count != count { found.append("\(path): rows in the manifest") }
        }
        let index = all.contains("index.html") ? try Sample.text(run.appending(path: "index.html")) : nil
        for path in all where path.hasPrefix("lists/") && path.hasSuffix(".csv") {
            let stem = String(path.dropFirst(6).dropLast(4))
            let listed = try rows(run.appending(path: path))
            let near =
                all.contains("near-misses/\(stem).csv")
                ? try rows(run.appending(path: "near-misses/\(stem).csv")) : []
            let header = try json(run, "lists/\(stem).json")
            let counts = try #require(header["counts"] as? [String: Any])
            let left = try #require(counts["left_out"] as? [[String: Any]])
            let after = left.first { $0["why"] as? String == "left out after publication" }?["people"] as? Int ?? 0
            func count(_ name: String) -> Int { counts[name] as? Int ?? -1 }
            if count("shown") != listed.count { found.append("\(stem): shown") }
            let sum = count("shown") + count("below_the_line") + left.reduce(0) { $0 + ($1["people"] as! Int) }
            if count("eligible") != sum { found.append("\(stem): eligible") }
            if min(near.count, count("near_misses")) < 0 || near.count > count("below_the_line") {
                found.append("\(stem): near")
            }
            if let expected = (header["expected"] as? [String: Any])?["events"] as? Double {
                let risks = listed.reduce(0) { $0 + Double($1["risk"]!)! }
                if abs(expected - risks) > 0.051 { found.append("\(stem): expected \(expected) of \(risks)") }
            } else if !listed.isEmpty, listed.allSatisfy({ Double($0["risk"]!)! < 1 }), header["expected"] is NSNull {
                found.append("\(stem): nothing is expected")
            }
            if let parts = header["parts"] as? [String: Any], let parts = parts["counts"] as? [[String: Any]] {
                let shown = parts.reduce(0) { $0 + ($1["shown"] as! Int) }
                if shown != listed.count { found.append("\(stem): parts") }
            }
            if let entered = (header["issue"] as? [String: Any])?["entered"] as? Int {
                let programme = header["programme"] as? [String: Any]
                let movement = try rows(
                    run.appending(path: "restricted/movement/\(programme?["id"] as! String).csv.gz"))
                let code = (header["list"] as? [String: Any])?["code"] as? String
                let own = movement.filter { $0["place"] == code && !["staying", "left"].contains($0["movement"]!) }
                if entered != own.count { found.append("\(stem): entered") }
            }
            // Ranks go up; a number is missing only where the header says so, or for those left out before.
            if (header["notes"] as? [String] ?? []).contains(where: {
                $0.hasPrefix("Left out after publication: \(after)")
            })
                != (after > 0)
            {
                found.append("\(stem): not said")
            }
            let ids = try Sample.text(run.appending(path: "ids/\(stem).txt")).split(separator: "\n").map(String.init)
            if ids != listed.map({ $0["person_id"]! }) { found.append("\(stem): ids") }
            if all.contains("lists/\(stem).html") {
                let page = try Sample.text(run.appending(path: "lists/\(stem).html"))
                let words = listed.count == 1 ? "1 person" : "\(listed.count) people"
                if !page.contains(words) { found.append("\(stem): page") }
                for row in listed where !page.contains(row["person_id"]!) {
                    found.append("\(stem): page without a row")
                }
                let link = "lists/\(stem).html"
                if index?.contains(link) != true || index?.contains("(\(listed.count)") != true {
                    found.append("\(stem): index")
                }
            }
            // Where there are scores of the programme, nobody is on a list without one.
            let scored = Set(scores.map { $0["person_id"]! })
            if header["held"] as? Bool == false, !listed.allSatisfy({ scored.contains($0["person_id"]!) }) {
                found.append("\(stem): listed without a score")
            }
        }
        let facts = try #require(try json(run, "MANIFEST.json")["facts"] as? [String: Any])
        let issue = try #require(facts["issue"] as? [String: Any])
        for (programme, counts) in try #require(issue["programmes"] as? [String: [String: Any]]) {
            let movement = try rows(run.appending(path: "restricted/movement/\(programme).csv.gz"))
            let by = Dictionary(movement.map { ($0["movement"]!, 1) }, uniquingKeysWith: +)
            let members = movement.count - (by["left"] ?? 0)
            if counts["listed"] as? Int != members { found.append("\(programme): listed in the manifest") }
            if counts["stayed"] as? Int != by["staying"] ?? 0 { found.append("\(programme): stayed") }
            if counts["left"] as? Int != by["left"] ?? 0 { found.append("\(programme): left") }
        }
        for (programme, counts) in facts["hold_outs"] as? [String: [String: Any]] ?? [:]
        where all.contains("restricted/held-out/\(programme).csv.gz") {
            let drawn = try rows(run.appending(path: "restricted/held-out/\(programme).csv.gz"))
            if counts["held_out"] as? Int != drawn.count { found.append("\(programme): held out") }
            let reached = drawn.count { $0["would_be_listed"] == "1" }
            if counts["would_be_listed"] as? Int != reached { found.append("\(programme): would be listed") }
        }
        return found
    }

    @Test("Every list of every programme can be read back, and is made again byte for byte")
    func readBack() async throws {
        let sample = try Sample(programmes: [
            "most-complex-4pc", "most-complex-4pc-by-complexity", "care-home-residents", "frail-at-risk",
            "stroke-in-atrial-fibrillation", "most-complex-by-neighbourhood", "discharge-readmission",
        ])
        try sample.edit { $0 + "\n\(Self.formats)\n" }
        try await sample.run("2025-03-01")
        try await sample.run("2025-03-09")
        let manifest = try sample.json("MANIFEST.json")
        let lists = try #require(manifest["files"] as? [[String: Any]]).compactMap { $0["path"] as? String }
            .filter { $0.hasPrefix("lists/") && $0.hasSuffix(".csv") }
        #expect(lists.count > 20)
        for path in lists {
            let stem = String(path.dropFirst(6).dropLast(4))
            func bytes(_ path: String) throws -> [UInt8] {
                Array(try Data(contentsOf: sample.latest.appending(path: path)))
            }
            let rows = try #require(try ListCSVReader.rows(bytes(path)))
            let text = try #require(JSONValue(parsing: bytes("lists/\(stem).json")))
            let header = try #require(ListHeaderJSON.header(text, of: rows))
            let near = "near-misses/\(stem).csv"
            let isNear = FileManager.default.fileExists(atPath: sample.latest.appending(path: near).path)
            let left = "left/\(stem).csv"
            let isLeft = FileManager.default.fileExists(atPath: sample.latest.appending(path: left).path)
            let document = ListDocument(
                header: header, rows: rows, nearMisses: isNear ? try #require(try ListCSVReader.rows(bytes(near))) : [],
                left: isLeft ? try #require(try PersonAndReasonCSV.people(bytes(left))) : [])
            #expect(ListHeaderJSON.text(document.header) == (try sample.published("lists/\(stem).json")), "\(stem)")
            #expect(ListPage.text(document) == (try sample.published("lists/\(stem).html")), "\(stem)")
        }
        let found1 = try contradictions(sample.latest)
        #expect(found1 == [])
    }

    @Test("From which people are purged, listed, near, scored or held out, agrees with itself and verifies")
    func purge() async throws {
        let nights = try await Nights(
            persons: 3_000, programme: "holdout: { share: 20%, seed: 4 }", settings: Self.formats)
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [listed.yaml, most-complex-by-neighbourhood]")
        }
        try await nights.run("2025-03-01", issues: true)
        try await nights.run("2025-03-09", issues: true)
        let found2 = try contradictions(latest(nights))
        #expect(found2 == [])
        let before = try nights.published("scores.csv.gz")
        let summary = try json(latest(nights), "summary.json")
        let members = try nights.members()
        let drawn = try nights.published("restricted/held-out/listed.csv.gz")
        let reached = try #require(drawn.first { $0["would_be_listed"] == "1" }?["person_id"])
        let nearby = try #require(try files(latest(nights)).first { $0.hasPrefix("near-misses/listed/") })
        let near = try #require(try nights.published(nearby).first?["person_id"])
        let known = Set((members + drawn).map { $0["person_id"]! } + [near])
        let other = try #require(before.first { $0["status"] == "scored" && !known.contains($0["person_id"]!) })
        let dead = try #require(before.first { $0["status"] == "died" })
        let purged = [members[1]["person_id"]!, reached, near, other["person_id"]!, dead["person_id"]!]
        for (place, person) in purged.enumerated() {
            let lines = try Purge(
                configuration: nights.configuration.path, output: nights.output, archives: [], by: clerk
            ).run(person)
            #expect(lines[0].hasPrefix("taken out of 2 of 2 runs"))
            let found3 = try contradictions(latest(nights))
            #expect(found3 == [], "\(place)")
        }
        let administration = try RunAdministration(output: nights.output)
        for run in try FileManager.default.contentsOfDirectory(atPath: nights.output + "/runs")
        where !run.hasPrefix(".") {
            #expect(try administration.verify(run) == run)
            let found4 = try contradictions(nights.folder.appending(path: "out/runs/\(run)"))
            #expect(found4 == [])
        }
        for person in purged {
            #expect(try NumberedNights.files(below: nights.folder.appending(path: "out"), naming: [person]) == [])
        }
        // Everybody else has the row that they had, in its place; five have none of their own any more.
        let after = try nights.published("scores.csv.gz")
        #expect(after.count == before.count)
        for (old, new) in zip(before, after) {
            guard purged.contains(old["person_id"]!) else {
                #expect(old == new)
                continue
            }
            #expect(new["person_id"] == "")
            #expect(new["status"] == (old["status"] == "scored" ? "left_out_after_publication" : old["status"]))
        }
        let members2 = try nights.members()
        #expect(members2 == members.filter { $0["person_id"] != purged[0] })
        // What was released stays as it was, and says so; five are too few to be told.
        var released = try json(latest(nights), "summary.json")
        let note = try #require(released.removeValue(forKey: "left_out_after_publication") as? [String: Any])
        #expect(note["people"] is NSNull && NSDictionary(dictionary: released) == NSDictionary(dictionary: summary))
        #expect(try nights.published("restricted/held-out/listed.csv.gz").count == drawn.count - 1)
        #expect(try Sample.text(latest(nights).appending(path: "index.html")).contains("after publication: 5."))
        // A workbook and the FHIR resources are there, without them.
        let all = try files(latest(nights))
        #expect(all.contains { $0.hasPrefix("workbooks/") && $0.hasSuffix(".xlsx") })
        #expect(all.contains("fhir/RiskAssessment.ndjson"))
        #expect(try nights.ledgerText() == nights.rebuiltText())
        try await nights.run("2025-03-16", issues: true)
        let found5 = try contradictions(latest(nights))
        #expect(found5 == [])
    }

    @Test("Without headers beside its lists, too, has them made again after a purge")
    func withoutHeaders() async throws {
        let nights = try await Nights(persons: 1_000, settings: "formats: [csv, html]")
        try await nights.run("2025-03-01")
        let person = try #require(try nights.members().first)
        let page = "lists/listed/\(person["place"]!).html"
        let before = try Sample.text(latest(nights).appending(path: page))
        _ = try Purge(configuration: nights.configuration.path, output: nights.output, archives: [], by: clerk).run(
            person["person_id"]!)
        let after = try Sample.text(latest(nights).appending(path: page))
        #expect(before.contains(person["person_id"]!) && !after.contains(person["person_id"]!))
        #expect(after.contains("Left out after publication: 1."))
    }

    @Test("Of an earlier version, whose lists cannot be read back, keeps its tables alone after a purge")
    func earlierVersion() async throws {
        let nights = try await Nights(persons: 1_000)
        let run = try await nights.run("2025-03-01")
        let person = try #require(try nights.members().first)
        // As an earlier version published it: no cut beside what is expected.
        for file in try files(latest(nights)) where file.hasPrefix("lists/") && file.hasSuffix(".json") {
            try Reseal.edit(latest(nights), file) { $0.replacing(/\n *"cut": [^\n]*/, with: "") }
        }
        let administration = try RunAdministration(output: nights.output)
        #expect(try administration.verify(nil) == run)
        _ = try Purge(configuration: nights.configuration.path, output: nights.output, archives: [], by: clerk).run(
            person["person_id"]!)
        #expect(try administration.verify(nil) == run)
        let all = try files(latest(nights))
        #expect(all.contains("lists/listed/\(person["place"]!).csv") && !all.contains("index.html"))
        #expect(!all.contains { $0.hasSuffix(".xlsx") || $0.hasPrefix("lists/") && $0.hasSuffix(".html") })
        #expect(try NumberedNights.files(below: latest(nights), naming: [person["person_id"]!]) == [])
    }

    @Test("Rolled back to by tonight's facts keeps the unscored, counts who is left out, and agrees with itself")
    func rollback() async throws {
        let nights = try await Nights(persons: 2_000, settings: Self.formats)
        // Two registrations that contradict one another: somebody named as not scored, and one more who then objects.
        let registered = try String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let columns = registered[0]
        let (birth, sex) = (columns.firstIndex(of: "date_of_birth")!, columns.firstIndex(of: "sex")!)
        let ends = ["date_of_death", "registered_to", "registered_from"].map { columns.firstIndex(of: $0)! }
        let objecting = Set(try nights.extract("opt_outs").map { $0["person_id"]! })
        let doubles = registered.dropFirst().filter { row in
            ends.allSatisfy { row[$0].isEmpty } && !objecting.contains(row[0])
        }.prefix(2)
        try #require(doubles.count == 2)
        for var row in doubles {
            row[birth] = "1950-01-01"
            row[sex] = row[sex] == "1" ? "2" : "1"
            try nights.add(row.joined(separator: ","), to: "persons")
        }
        let first = try await nights.run("2025-03-01", issues: true)
        let before = try nights.published("scores.csv.gz")
        let members = try nights.members().map { $0["person_id"]! }
        #expect(before.count { $0["status"] == "conflicting_registrations" } == 2)
        let unscored = before.count { $0["status"] != "scored" }
        try #require(unscored > 20)
        try await nights.run("2025-03-08", issues: true)
        let (one, other) = (doubles.first![0], doubles.last![0])
        for person in [members[0], other] { try nights.add("\(person),national,2025-03-09", to: "opt_outs") }
        try nights.change("persons") { row in
            var row = row
            if row[0] == members[1] { row[ends[0]] = "2025-03-09" }
            return row
        }
        let lines = try await FilteredRollback(
            configuration: nights.configuration.path, output: nights.output, runDate: "2025-03-10"
        ).run(to: first)
        #expect(lines[0].contains("places on lists taken off"))
        let after = try nights.published("scores.csv.gz")
        #expect(after.count == before.count)
        // The unscored are there still, with their names but for the one who objects.
        func named(_ rows: [[String: String]]) -> [String] {
            rows.filter { $0["status"] != "scored" }.map { $0["person_id"]! }.filter { !$0.isEmpty }
        }
        #expect(Set(named(before)).subtracting(named(after)) == [other])
        #expect(named(after).contains(one))
        // Others may have died or left in the week.
        let leftOut = after.count { $0["status"] == "left_out_after_publication" }
        #expect((2..<10).contains(leftOut))
        let found6 = try contradictions(latest(nights))
        #expect(found6 == [])
        #expect(try NumberedNights.files(below: latest(nights), naming: [members[0], members[1], other]) == [])
        let practice = doubles.first![columns.firstIndex(of: "practice_code")!]
        #expect(try nights.published("not-scored/\(practice).csv").contains { $0["person_id"] == one })
        _ = try RunAdministration(output: nights.output).verify(nil)
        #expect(try nights.ledgerText() == nights.rebuiltText())
        // Purged from the copy as well.
        _ = try Purge(configuration: nights.configuration.path, output: nights.output, archives: [], by: clerk).run(
            members[2])
        let found7 = try contradictions(latest(nights))
        #expect(found7 == [])
        #expect(
            try Sample.text(latest(nights).appending(path: "index.html")).contains("after publication: \(leftOut + 2).")
        )
    }
}

/// Changes a file of a published run, and its manifest with it: what another version would have published.
enum Reseal {
    static func edit(_ run: URL, _ file: String, _ change: (String) -> String) throws {
        let url = run.appending(path: file)
        let old = try String(contentsOf: url, encoding: .utf8)
        let new = change(old)
        #expect(new != old)
        let store = run.appending(path: "MANIFEST.json")
        var manifest = try #require(JSONValue(parsing: Array(Data(contentsOf: store))).flatMap(\.asObject))
        let entries = (manifest["files"]?.asArray ?? []).map { entry -> JSONValue in
            guard entry["path"]?.asString == file, var members = entry.asObject else { return entry }
            members["bytes"] = .integer(new.utf8.count)
            members["sha256"] = .string(SHA256Digest(of: new).hexadecimal)
            return .object(members)
        }
        manifest["files"] = .array(entries)
        let digests = entries.map { JSONValue.array([$0["path"]!, $0["sha256"]!]) }
        let hashed: JSONValue = ["facts": manifest["facts"]!, "files": .array(digests)]
        manifest["content"] = .string(SHA256Digest(of: hashed.compactText).hexadecimal)
        let text = JSONValue.object(manifest).readableText
        let digest = "\(SHA256Digest(of: text).hexadecimal)  MANIFEST.json\n"
        for (path, text) in [
            (url, new), (store, text), (run.appending(path: "MANIFEST.json.sha256"), digest),
        ] {
            let handle = try FileHandle(forWritingTo: path)
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        }
    }
}
