import SyntheticPopulation
import Testing

@Suite struct ReproducibilityTests {
    @Test func `the same seed gives the same bytes, whatever the number of tasks`() async throws {
        let alone = try await Extracts(SyntheticPopulation(persons: 2_100, seed: 3, tasks: 1))
        let together = try await Extracts(SyntheticPopulation(persons: 2_100, seed: 3, tasks: 4))
        #expect(alone.files.keys.sorted() == together.files.keys.sorted())
        for (name, bytes) in alone.files { #expect(bytes == together.files[name], "\(name)") }
    }

    @Test func `another seed gives other bytes`() async throws {
        let first = try await Extracts(SyntheticPopulation(persons: 300, seed: 3))
        let second = try await Extracts(SyntheticPopulation(persons: 300, seed: 4))
        // One practice's row need not differ.
        for (name, bytes) in first.files where name != "practices.csv" {
            #expect(bytes != second.files[name], "\(name)")
        }
    }

    @Test func `people do not depend on how many there are`() async throws {
        let few = try await ParsedExtracts(
            Extracts(SyntheticPopulation(persons: 200, seed: 3, personsPerPractice: 400)))
        let more = try await ParsedExtracts(
            Extracts(SyntheticPopulation(persons: 250, seed: 3, personsPerPractice: 400)))
        let admissions = try few["admissions"].lines
        #expect(try Array(more["admissions"].lines.prefix(admissions.count)) == admissions)
    }

    @Test func `compressed files are gzip`() async throws {
        let extracts = try await Extracts(SyntheticPopulation(persons: 50, seed: 3, isCompressed: true))
        #expect(try #require(extracts.files["persons.csv.gz"]).prefix(2) == [0x1F, 0x8B])
        #expect(extracts.files["SYNTHETIC.json"]?.first == UInt8(ascii: "{"))
    }

    @Test func `the marker says that nobody is real`() throws {
        let population = try SyntheticPopulation(persons: 10, seed: 5)
        #expect(population.marker.contains("\"synthetic\": true"))
        #expect(population.marker.contains("No row of these extracts describes a real person"))
        #expect(population.marker.contains("\"extraction_date\": \"2025-04-01\""))
    }

    @Test func `settings that allow no population are refused`() {
        #expect(throws: SyntheticPopulationError.personsOutOfRange) { try SyntheticPopulation(persons: 0, seed: 1) }
        #expect(throws: SyntheticPopulationError.notADate) {
            try SyntheticPopulation(persons: 1, seed: 1, firstDay: "2023-02-29")
        }
        #expect(throws: SyntheticPopulationError.windowTooShort) {
            try SyntheticPopulation(persons: 1, seed: 1, firstDay: "2025-01-01")
        }
        #expect(throws: SyntheticPopulationError.notPositive) {
            try SyntheticPopulation(persons: 1, seed: 1, personsPerPractice: 0)
        }
    }
}
