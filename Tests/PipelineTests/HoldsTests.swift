import Foundation
import Pipeline
import Testing

/// What comes in is held against what came before.
@Suite struct HoldsTests {
    @Test("Opt-outs that fell by a fifth stop the run and leave the lists of before, unless the operator accepts it")
    func optOuts() async throws {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01")
        let objections = try nights.published("../../../extracts/opt_outs.csv").count
        let fewest = objections * 4 / 5
        try #require(fewest > 5)
        var kept: [String] = []
        try nights.change("opt_outs") { fields in
            kept.append(fields.joined(separator: ","))
            return kept.count <= fewest ? fields : nil
        }
        let error = await #expect(throws: PipelineError.self) { try await nights.run("2025-03-02") }
        #expect("\(try #require(error))".hasPrefix("the opt-outs fell from \(objections) to \(fewest) rows"))
        #expect(error.map { ExitStatus.code(of: $0) } == 65)
        #expect(try latest(nights) == first)

        // One more is no fall by a fifth.
        try nights.add(kept[fewest], to: "opt_outs")
        let second = try await nights.run("2025-03-02")
        #expect(try latest(nights) == second)
        var few = 0
        try nights.change("opt_outs") { fields in
            few += 1
            return few <= 2 ? fields : nil
        }
        let accepted = try await nights.run("2025-03-03", acceptsChanges: true)
        #expect(try latest(nights) == accepted)
    }

    @Test("Rows that are repeated, and rows of nobody, hide no fall of those who object")
    func objectors() async throws {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01")
        let extract = "extracts/opt_outs.csv"
        let whole = try String(contentsOf: nights.folder.appending(path: extract), encoding: .utf8)
        let ids = try nights.published("../../../\(extract)").map { $0["person_id"]! }
        let kept = ids.count * 7 / 10
        let (before, now) = (Set(ids).count, Set(ids.prefix(kept)).count)
        let sentence =
            "the registered people who object fell from \(before) to \(now), by a fifth or more, in practices "
        for isRepeated in [true, false] {
            try nights.edit(extract) { _ in whole }
            var row = 0
            var last: [String: [String]] = [:]
            try nights.change("opt_outs") { fields in
                row += 1
                if row <= kept { last[fields[1]] = fields }
                return row <= kept || isRepeated
                    ? last[fields[1]] ?? last["type1"] : ["NOBODY-\(row)"] + fields.dropFirst()
            }
            #expect(try nights.published("../../../\(extract)").count == ids.count)
            let error = await #expect(throws: PipelineError.self) { try await nights.run("2025-03-02") }
            #expect("\(try #require(error))".hasPrefix(sentence))
            #expect(error.map { ExitStatus.code(of: $0) } == 65)
        }
        #expect(try latest(nights) == first)
        // They are counted among those who are registered, so that a practice that is missing takes its own along.
        try nights.edit(extract) { _ in whole }
        let missing = try #require(try nights.members().first?["place"])
        try nights.change("persons") { $0[6] == missing ? nil : $0 }
        try await nights.run("2025-03-02")
        #expect(try held(nights) == [missing])
    }

    @Test("A list of those who may be looked at loses people who object by growing")
    func allowList() async throws {
        let nights = try await Nights(settings: "opt_outs: { allow_list: true }")
        // Before the first run there is no folder of a run to go by.
        let people = try String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
            .split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
        func allow(_ allowed: some Sequence<String>) throws {
            try nights.edit("extracts/opt_outs.csv") { _ in
                "person_id,kind,recorded_on\n"
                    + allowed.map { "\($0),risk_stratification,2020-01-01\n" }.joined()
            }
        }
        try allow(people.prefix(1_000))
        try await nights.run("2025-03-01")
        try allow(people)
        let error = await #expect(throws: PipelineError.self) { try await nights.run("2025-03-02") }
        #expect(
            "\(try #require(error))".hasPrefix(
                "the registered people who object fell from \(people.count - 1_000) to 0,"))
        try await nights.run("2025-03-02", acceptsChanges: true)
    }

    @Test("A practice that is missing, and one that a feed has nothing of, keep their lists; the others get tonight's")
    func practices() async throws {
        let nights = try await Nights(persons: 2_500)
        try await nights.run("2025-03-01")
        let before = try nights.members()
        let practices = Set(before.map { $0["place"]! }).sorted()
        try #require(practices.count > 2)
        let (missing, silent) = (practices[0], practices[1])
        let own = try json(nights, "latest/lists/listed/\(missing).json")
        let eligible = try #require((own["counts"] as? [String: Any])?["eligible"] as? Int)
        let rule = try #require((own["programme"] as? [String: Any])?["rule"] as? String)
        let persons = try nights.published("../../../extracts/persons.csv")
        let unheard = Set(persons.filter { $0["practice_code"] == silent }.map { $0["person_id"]! })
        try nights.change("persons") { $0[6] == missing ? nil : $0 }
        try nights.change("gp_events") { unheard.contains($0[0]) ? nil : $0 }

        try await nights.run("2025-03-02")
        #expect(try held(nights) == [missing, silent])
        for practice in practices {
            let header = try json(nights, "latest/lists/listed/\(practice).json")
            let isHeld = practice == missing || practice == silent
            #expect(header["held"] as? Bool == isHeld)
            #expect("\(header["notes"] ?? "")".contains("HELD: this is the list as at 1 March 2025") == isHeld)
        }
        // The numbers of a held list are those of the night that made it, on the night after too.
        func counts() throws -> [String: Any] {
            let header = try json(nights, "latest/lists/listed/\(missing).json")
            #expect(header["held_from"] as? String == "2025-03-01")
            #expect(((header["programme"] as? [String: Any])?["rule"] as? String) == rule)
            return try #require(header["counts"] as? [String: Any])
        }
        #expect(try counts()["eligible"] as? Int == eligible)
        // Nobody says that the people of a missing practice have died or left.
        let held = try nights.published("lists/listed/\(missing).csv").map { $0["person_id"]! }
        #expect(held == before.filter { $0["place"] == missing }.map { $0["person_id"]! })
        try await nights.run("2025-03-03")
        let second = try counts()
        #expect(second["eligible"] as? Int == eligible && second["shown"] as? Int == held.count)
        let left = (second["left_out"] as? [[String: Any]] ?? []).reduce(0) { $0 + ($1["people"] as? Int ?? 0) }
        #expect(held.count + left + (second["below_the_line"] as? Int ?? 0) == eligible)
        let page = try String(
            contentsOf: nights.folder.appending(path: "out/latest/lists/listed/\(missing).html"), encoding: .utf8)
        #expect(page.contains("eligible here on 1 March 2025: \(rule)."))
    }

    @Test("A practice of which half came keeps those of its list who did not, and the status says why it is held")
    func half() async throws {
        let nights = try await Nights(persons: 1_000)
        try await nights.run("2025-03-01")
        let before = try nights.members()
        let practice = before[0]["place"]!
        var isKept = false
        try nights.change("persons") { fields in
            guard fields[6] == practice else { return fields }
            isKept.toggle()
            return isKept ? fields : nil
        }
        try await nights.run("2025-03-02")
        #expect(try held(nights) == [practice])
        let came = Set(try nights.published("../../../extracts/persons.csv").map { $0["person_id"]! })
        let listed = before.filter { $0["place"] == practice }.map { $0["person_id"]! }
        try #require(listed.contains { !came.contains($0) } && listed.contains(where: came.contains))
        #expect(try nights.published("lists/listed/\(practice).csv").map { $0["person_id"]! } == listed)
        let status = try json(nights, "STATUS.json")
        let warnings = try #require(status["warnings"] as? [String])
        #expect(
            warnings.contains {
                $0.hasPrefix("lists are held of \(practice): the practice's registered people fell from ")
            })
    }

    @Test("A feed that goes on without a practice, and one whose values it lacks from now on, hold its lists alone")
    func stoppedFeeds() async throws {
        let nights = try await Nights(persons: 2_500)
        let first = try await nights.run("2025-03-01")
        let practices = Set(try nights.members().map { $0["place"]! }).sorted()
        let (stopped, emptied) = (practices[0], practices[1])
        let persons = try nights.published("../../../extracts/persons.csv")
        func people(_ practice: String) -> Set<String> {
            Set(persons.filter { $0["practice_code"] == practice }.map { $0["person_id"]! })
        }
        let (without, empty) = (people(stopped), people(emptied))
        // The old rows are still there, as extracts are whole each night.
        try nights.change("prescriptions") { fields in
            if without.contains(fields[0]), fields[1] >= "2025-02-01" { return nil }
            return fields
        }
        // What has no code that a feature counts is as good as nothing.
        try nights.change("gp_events") { empty.contains($0[0]) ? Array($0[..<2]) + ["none", "", ""] : $0 }
        for date in ["2025-03-02", "2025-03-03"] {
            try await nights.run(date)
            #expect(try held(nights) == [stopped, emptied])
            let warnings = try #require(try json(nights, "STATUS.json")["warnings"] as? [String])
            #expect(
                warnings.contains(
                    "lists are held of \(stopped): the source prescriptions has nothing of use of the practice in its last 14 days"
                ))
            #expect(
                warnings.contains(
                    "lists are held of \(emptied): the source gp_events has nothing of use of the practice in its last 14 days"
                ))
        }
        #expect(try latest(nights) != first)
    }

    @Test("A practice that has lost just 15 in 100 of its people is held, and one that has lost fewer is not")
    func justTooFew() async throws {
        let nights = try await Nights(persons: 1_000)
        try await nights.run("2025-03-01")
        let practice = try #require(try nights.members().first?["place"])
        let extract = nights.folder.appending(path: "extracts/persons.csv")
        let whole = try String(contentsOf: extract, encoding: .utf8)
        func leave(_ people: Int) throws {
            try nights.edit("extracts/persons.csv") { _ in whole }
            var left = 0
            try nights.change("persons") { fields in
                guard fields[6] == practice else { return fields }
                left += 1
                return left <= people ? fields : nil
            }
        }
        let before = whole.split(separator: "\n").count {
            $0.split(separator: ",", omittingEmptySubsequences: false)[6] == practice
        }
        // So many that 85 of 100 of them is a whole number.
        let start = before - before % 20
        try leave(start)
        try await nights.run("2025-03-02")
        #expect(try held(nights).isEmpty)
        try leave(start * 85 / 100)
        try await nights.run("2025-03-03")
        #expect(try held(nights) == [practice])
        try leave(start * 85 / 100 + 1)
        try await nights.run("2025-03-04")
        #expect(try held(nights).isEmpty)
    }

    @Test("The list of a neighbourhood team that has people of a held practice is held with it, and no other")
    func teams() async throws {
        let nights = try await Nights(persons: 2_500)
        // A team of two practices, and a team of the others.
        let practices = try Set(nights.extract("persons").map { $0["practice_code"]! }).sorted()
        try #require(practices.count > 3)
        try nights.change("persons") { fields in
            var fields = fields
            fields[7] = practices.prefix(2).contains(fields[6]) ? "East" : "West"
            return fields
        }
        try nights.edit("listed.yaml") { $0 + "\nlists_by: neighbourhood" }
        try await nights.run("2025-03-01", issues: true)
        let before = try nights.published("lists/listed/East.csv").map { $0["person_id"]! }
        let persons = try nights.extract("persons")
        let practice = Dictionary(uniqueKeysWithValues: persons.map { ($0["person_id"]!, $0["practice_code"]!) })
        // Of the first practice two thirds come, of those on the list nobody but one; somebody of the second has left.
        let (short, whole) = (practices[0], practices[1])
        let listedShort = before.filter { practice[$0] == short }
        let gone = try #require(before.first { practice[$0] == whole })
        try #require(listedShort.count > 1)
        var kept = 0
        try nights.change("persons") { fields in
            if fields[0] == gone { return nil }
            guard fields[6] == short else { return fields }
            kept += 1
            return listedShort.dropFirst().contains(fields[0]) || kept % 3 == 0 ? nil : fields
        }
        try nights.add("\(listedShort[1]),type1,2025-02-04", to: "opt_outs")

        for night in ["2025-03-02", "2025-03-03"] {
            try await nights.run(night, issues: night == "2025-03-02")
            #expect(try held(nights) == [short])
            let header = try json(nights, "latest/lists/listed/East.json")
            let notes = "\(header["notes"] ?? "")"
            #expect(header["held"] as? Bool == true && header["held_from"] as? String == "2025-03-01")
            #expect(notes.contains("HELD: this is the list as at 1 March 2025"))
            #expect(notes.contains("the practice \(short), whose people it has, is held"))
            #expect(try json(nights, "latest/lists/listed/West.json")["held"] as? Bool == false)
            // Who has objected is off it, and who left a practice whose registrations did come.
            #expect(
                try nights.published("lists/listed/East.csv").map { $0["person_id"]! }
                    == before.filter { $0 != listedShort[1] && $0 != gone })
            let left = try nights.movement().filter { $0["movement"] == "left" && $0["place"] == "East" }
            #expect(left.allSatisfy { $0["person_id"] == gone && $0["reason"] == "departed" })
            let status = try #require(try json(nights, "STATUS.json")["warnings"] as? [String])
            let sentence = "lists are held of the neighbourhood teams that have people of these practices: East"
            #expect(status.contains(sentence))
        }
    }

    @Test("A list that is held night after night names the run that made it")
    func madeBy() async throws {
        let nights = try await Nights(persons: 1_000)
        try await nights.run("2025-03-01")
        let practice = try #require(try nights.members().first?["place"])
        let made = try #require(try json(nights, "latest/lists/listed/\(practice).json")["run"] as? String)
        var isKept = false
        try nights.change("persons") { fields in
            guard fields[6] == practice else { return fields }
            isKept.toggle()
            return isKept ? fields : nil
        }
        for night in ["2025-03-02", "2025-03-03", "2025-03-04"] {
            try await nights.run(night)
            let header = try json(nights, "latest/lists/listed/\(practice).json")
            #expect("\(header["notes"] ?? "")".contains("as at 1 March 2025 (run \(made))"))
            #expect(header["run"] as? String != made)
        }
    }

    @Test("A column that is gone holds the lists, as one that has become empty does")
    func vanishedColumn() async throws {
        let nights = try await Nights(persons: 1_000)
        try await nights.run("2025-03-01")
        let practices = try Set(nights.members().map { $0["place"]! })
        let place = try #require(
            String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
                .split(separator: "\n")[0].split(separator: ",").firstIndex(of: "date_of_death"))
        try nights.edit("extracts/persons.csv") { text in
            text.split(separator: "\n").map { line in
                var fields = line.split(separator: ",", omittingEmptySubsequences: false)
                fields.remove(at: place)
                return fields.joined(separator: ",")
            }.joined(separator: "\n") + "\n"
        }
        try await nights.run("2025-03-02")
        #expect(try practices.isSubset(of: held(nights)) && !practices.isEmpty)
        // So does the third night: what was there before is not forgotten.
        try await nights.run("2025-03-03")
        #expect(try practices.isSubset(of: held(nights)))
    }

    @Test("Whom the programme holds out by lot is on no held list either")
    func holdOut() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01", issues: true)
        let before = try nights.members()
        let silent = before[0]["place"]!
        let persons = try nights.published("../../../extracts/persons.csv")
        let unheard = Set(persons.filter { $0["practice_code"] == silent }.map { $0["person_id"]! })
        try nights.change("gp_events") { unheard.contains($0[0]) ? nil : $0 }
        try nights.edit("listed.yaml") { $0 + "\nholdout: { share: 50%, seed: 4 }" }
        try await nights.run("2025-03-02", issues: true)
        #expect(try held(nights) == [silent])
        let drawn = Set(try nights.published("restricted/held-out/listed.csv.gz").map { $0["person_id"]! })
        let on = before.filter { $0["place"] == silent }.map { $0["person_id"]! }
        let left = try nights.published("lists/listed/\(silent).csv").map { $0["person_id"]! }
        // The others are in the order that they had.
        #expect(left == on.filter { !drawn.contains($0) } && left.count < on.count && !left.isEmpty)
        let header = try json(nights, "latest/lists/listed/\(silent).json")
        #expect("\(header["notes"] ?? "")".contains("Taken off it tonight: \(on.count - left.count)."))
        let movement = try nights.movement().filter { $0["movement"] == "left" && $0["place"] == silent }
        #expect(movement.count == on.count - left.count && movement.allSatisfy { $0["reason"] == "excluded" })
    }

    @Test("A held practice that was on no list of a programme before gets tonight's, which says so")
    func newProgramme() async throws {
        let nights = try await Nights(persons: 1_000)
        try await nights.run("2025-03-01")
        let practice = try nights.members()[0]["place"]!
        var isKept = false
        try nights.change("persons") { fields in
            guard fields[6] == practice else { return fields }
            isKept.toggle()
            return isKept ? fields : nil
        }
        try nights.write(
            "title: New\nmodel: emergency-admission-12m\neligible: age >= 18\nselect: { share: 20% }\n", to: "new.yaml")
        try nights.edit("configuration.yaml") {
            $0.replacing("programmes: [listed.yaml]", with: "programmes: [listed.yaml, new.yaml]")
        }
        try await nights.run("2025-03-02")
        #expect(try held(nights) == [practice])
        let header = try json(nights, "latest/lists/new/\(practice).json")
        #expect(header["held"] as? Bool == false)
        let note = "To be held because the practice's registered people fell from "
        #expect((header["notes"] as? [String])?.first?.hasPrefix(note) == true)
        #expect(try json(nights, "latest/lists/listed/\(practice).json")["held"] as? Bool == true)
    }

    @Test("A source that is too old for lists to be made of it holds all of them, and they say why")
    func age() async throws {
        let nights = try await Nights(persons: 1_000)
        try nights.edit("configuration.yaml") {
            $0.replacing("gp_events.csv\",", with: "gp_events.csv\", too_old_after_days: 7, when_too_old: hold,")
        }
        // It was taken on 1 April. Where there are no lists of before there are none to hold.
        let first = await #expect(throws: PipelineError.self) { try await nights.run("2025-04-09") }
        #expect(ExitStatus.code(of: try #require(first)) == 65)
        #expect(first.map { "\($0)" }?.hasPrefix("the source gp_events is 8 days old, and past 7 its lists") == true)
        try await nights.run("2025-04-08")
        #expect(try held(nights) == [])
        let practices = try Set(nights.members().map { $0["place"]! }).sorted()
        try await nights.run("2025-04-09")
        #expect(try Set(practices).isSubset(of: held(nights)) && !practices.isEmpty)
        for practice in practices {
            let header = try json(nights, "latest/lists/listed/\(practice).json")
            #expect("\(header["notes"] ?? "")".contains("kept because the source gp_events is 8 days old"))
        }
        try await nights.run("2025-04-10", acceptsChanges: true)
        #expect(try held(nights) == [])
    }

    @Test("A second source of a table that is too old holds the lists too, by its own name and age")
    func ageOfPooled() async throws {
        let nights = try await Nights(persons: 1_000)
        let extracts = nights.folder.appending(path: "extracts")
        try FileManager.default.copyItem(
            at: extracts.appending(path: "reviews.csv"), to: extracts.appending(path: "returned.csv"))
        try nights.edit("configuration.yaml") {
            let first = "files: \"extracts/reviews.csv\", extracted_on: 2025-04-01, may_be_empty: true }\n"
            let second =
                "  - { table: reviews, name: returned_lists, files: \"extracts/returned.csv\", extracted_on: 2025-04-01, "
                + "may_be_empty: true, too_old_after_days: 7, when_too_old: hold }\n"
            return $0.replacing(first, with: first + second)
        }
        try await nights.run("2025-04-08")
        #expect(try held(nights) == [])
        try await nights.run("2025-04-09")
        let practice = try #require(try held(nights).first)
        let header = try json(nights, "latest/lists/listed/\(practice).json")
        #expect("\(header["notes"] ?? "")".contains("kept because the source returned_lists is 8 days old"))
    }

    private func held(_ nights: Nights) throws -> [String] {
        try #require(try json(nights, "STATUS.json")["held_practices"] as? [String])
    }

    private func json(_ nights: Nights, _ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: nights.folder.appending(path: "out/\(path)"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func latest(_ nights: Nights) throws -> String {
        nights.folder.appending(path: "out/latest").resolvingSymlinksInPath().lastPathComponent
    }
}
