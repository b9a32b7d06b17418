import Foundation
import Testing

@testable import Pipeline

@Suite("A night on which practices have places of their own")
struct CapacityRunTests {
    private static let programme = "complex-long-term-conditions"

    /// SampleData's five practices, with a table of places for the programme.
    private func sample(_ table: String, others: String) throws -> Sample {
        let sample = try Sample(programmes: [Self.programme])
        try table.write(
            to: sample.folder.appending(path: "SampleData/matrons.csv"), atomically: true, encoding: .utf8)
        try sample.edit { "capacities:\n  \(Self.programme): { file: matrons.csv, others: \(others) }\n" + $0 }
        return sample
    }

    private static let table = """
        # Agreed with the community trust.
        practice_code,places
        Q10000,4
        T17919,0
        U25838,1
        X33757,25
        A81001,7

        """

    @Test("Each list has as many as its practice has places for, and says so")
    func lists() async throws {
        let sample = try sample(Self.table, others: "3")
        try await sample.run()
        let record = try SlowRecord(sample)
        let rule = try #require(ProgrammeRule.all.first { $0.id == Self.programme })
        let lists = try sample.listsByPlace(of: Self.programme)
        #expect(lists.count == 5)
        let whose = "places of this practice's community matron"
        let stay =
            "; those listed before stay up to 4 ranks below, and for 28 days, unless those above them fill the places"
        let rules = [
            "Q10000": "for the 4 \(whose)\(stay)", "T17919": "this practice's community matron has no places",
            "U25838": "for the 1 place of this practice's community matron\(stay)",
            "X33757": "for the 25 \(whose)\(stay)",
            "Z41676": "for the 3 \(whose) (the number for a practice that matrons.csv does not name)\(stay)",
        ]
        for (practice, rows) in lists {
            let places = ["Q10000": 4, "T17919": 0, "U25838": 1, "X33757": 25, "Z41676": 3][practice] ?? -1
            let remaining = record.scored.filter { person in
                rule.isEligible(record, person) && record.practice(person) == practice
                    && !record.isOnCaseload(of: rule.id, person) && !rule.leftOut.contains { $0.rule(record, person) }
            }
            #expect(rows.count == min(places, remaining.count), "\(practice)")
            let header = try sample.json("lists/\(Self.programme)/\(practice).json")
            let words = (header["programme"] as? [String: Any])?["rule"] as? String ?? ""
            #expect(words.hasSuffix(rules[practice] ?? "?"), "\(practice): \(words)")
            let page = try sample.published("lists/\(Self.programme)/\(practice).html")
            #expect(page.contains(words.replacing("'", with: "&#39;")))
        }
        let facts = try #require(
            (JSONSerialization.jsonObject(with: Data(sample.published("MANIFEST.json").utf8)) as? [String: Any])?[
                "facts"] as? [String: Any])
        let capacity = (facts["capacities"] as? [String: Any])?[Self.programme] as? [String: Any]
        #expect(capacity?["file"] as? String == "matrons.csv" && (capacity?["sha256"] as? String)?.count == 64)
        // A practice that nobody is registered with may be another one's code, written wrong.
        let warnings = "\(try sample.status())"
        #expect(
            warnings.contains(
                "capacities of complex-long-term-conditions: nobody is registered with these practices of matrons.csv: "
                    + "A81001"))
    }

    @Test("A practice that the table does not name stops the run where it says so, and is named")
    func refused() async throws {
        let sample = try sample(Self.table, others: "refuse")
        #expect(try ConfigurationCheck(configuration: sample.configuration.path).run().problems == [])
        await #expect {
            try await sample.run()
        } throws: { error in
            "\(error)".hasPrefix(
                "programme complex-long-term-conditions: matrons.csv has no places for a practice with eligible people: "
                    + "Z41676. ") && ExitStatus.code(of: error) == 78
        }
        #expect(!FileManager.default.fileExists(atPath: sample.output + "/latest"))
    }

    private func problems(_ sample: Sample) -> [String] {
        (try? ConfigurationCheck(configuration: sample.configuration.path).run().problems) ?? ["nothing was checked"]
    }

    @Test("What is wrong in a table is told with its file, line and column, and what is allowed")
    func table() throws {
        let sample = try sample("practice_code,places\nQ10000,four\nq1,3\nT17919,-1\nT17919,2\nU25838\n", others: "0")
        let places = "places must be a whole number from 0 to 100000"
        #expect(
            problems(sample) == [
                "matrons.csv:2:8: \(places)",
                "matrons.csv:3:1: practice_code: a practice code has 3 to 8 capital letters and digits, one digit at least",
                "matrons.csv:4:8: \(places)",
                "matrons.csv:6:1: the row must have 2 columns, the first of them filled",
            ])
        let twice = try self.sample("practice_code,places\nQ10000,4\nQ10000,5\n", others: "0")
        #expect(problems(twice) == ["matrons.csv:3:1: this practice stands above already: name each once"])
        let header = try self.sample("practice,places\nQ10000,4\n", others: "0")
        #expect(
            problems(header) == ["matrons.csv:1:1: the header must have practice_code and places, and nothing else"])
    }

    @Test("What is wrong in the configuration is told: no number for others, no file, no such programme, no capacity")
    func settings() throws {
        #expect(
            problems(try sample(Self.table, others: "ten")) == [
                "configuration.yaml:2:62: \"others\" must be refuse, or a whole number from 0 to 100000"
            ])
        let absent = try sample(Self.table, others: "0")
        try absent.edit {
            $0.replacing("{ file: matrons.csv, others: 0 }", with: "{ file: none.csv }").replacing(
                "capacities:\n", with: "capacities:\n  copd: { file: matrons.csv, others: 1 }\n")
        }
        #expect(
            problems(absent) == [
                "configuration.yaml:2:9: capacities: copd is none of the programmes",
                "configuration.yaml:3:33: \"others\" is missing",
            ])
        let share = try Sample()
        try Self.table.write(
            to: share.folder.appending(path: "SampleData/matrons.csv"), atomically: true, encoding: .utf8)
        try share.edit { "capacities: { most-complex-4pc: { file: matrons.csv, others: 1 } }\n" + $0 }
        #expect(
            problems(share) == [
                "configuration.yaml:1:33: capacities: the programme most-complex-4pc does not take so many of each "
                    + "practice: its select has no per_practice"
            ])
        let none = try sample(Self.table, others: "0")
        try none.edit { $0.replacing("file: matrons.csv", with: "file: none.csv") }
        #expect(problems(none) == ["configuration.yaml:2:41: there is no such file, or it is not UTF-8 text"])
    }
}
