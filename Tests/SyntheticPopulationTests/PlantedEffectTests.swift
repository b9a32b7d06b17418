import SyntheticPopulation
import Testing

@Suite("A planted effect")
struct PlantedEffectTests {
    private static let from = "2023-04-01"

    private func extracts(_ change: Double?, on treated: [String] = []) async throws -> Extracts {
        let effect = try change.map { change in
            try PlantedEffect(
                change: change, treated: Dictionary(uniqueKeysWithValues: treated.map { ($0, Self.from) }))
        }
        return try await Extracts(
            SyntheticPopulation(persons: 6_000, seed: 9, personsPerPractice: 2_000, effect: effect))
    }

    /// Everybody with an even number among those with an emergency admission.
    private func treated(_ extracts: ParsedExtracts) throws -> [String] {
        Set(try emergencies(extracts).map(\.person)).sorted().enumerated().filter { $0.offset.isMultiple(of: 2) }
            .map(\.element)
    }

    private struct Spell: Hashable {
        let person, spell, day: String
    }

    private func emergencies(_ extracts: ParsedExtracts) throws -> [Spell] {
        let admissions = try extracts["admissions"]
        let (persons, spells) = (admissions.column("person_id"), admissions.column("spell_id"))
        let (days, methods) = (admissions.column("admission_date"), admissions.column("admission_method"))
        return persons.indices.filter { methods[$0].hasPrefix("2") }
            .map { Spell(person: persons[$0], spell: spells[$0], day: days[$0]) }
    }

    @Test("of nothing gives the same bytes as none")
    func nothing() async throws {
        let without = try await extracts(nil)
        let with = try await extracts(0, on: treated(ParsedExtracts(without)))
        #expect(with.files == without.files)
    }

    @Test("prevents its share of the admissions of those treated, from their day on, and changes nothing else")
    func share() async throws {
        let plain = ParsedExtracts(try await extracts(nil))
        let people = try treated(plain)
        let isTreated = Set(people)
        let before = try emergencies(plain)
        let some = Set(try emergencies(ParsedExtracts(try await extracts(-0.1, on: people))))
        let fewer = ParsedExtracts(try await extracts(-0.3, on: people))
        let many = Set(try emergencies(fewer))
        // What a small effect prevents a large one does as well.
        #expect(many.isSubset(of: some) && some.isSubset(of: Set(before)))
        let open = before.filter { isTreated.contains($0.person) && $0.day >= Self.from }
        #expect(before.filter { !isTreated.contains($0.person) || $0.day < Self.from }.allSatisfy(many.contains))
        for (change, left) in [(0.1, some), (0.3, many)] {
            let prevented = Double(open.count { !left.contains($0) })
            let count = Double(open.count)
            // Four standard deviations of a binomial count.
            #expect(abs(prevented - change * count) < 4 * (count * change * (1 - change)).squareRoot())
        }
        for table in ["persons", "gp_events", "prescriptions", "caseload", "outpatient_appointments"] {
            #expect(try fewer[table].lines == plain[table].lines)
        }
        // Arrivals that led to an admission that is gone are gone.
        let gone = Set(before.filter { !many.contains($0) }.map { $0.person })
        let arrivals = try plain["emergency_attendances"].lines.count - fewer["emergency_attendances"].lines.count
        #expect(arrivals > gone.count / 3 && arrivals < before.count - many.count)
    }

    @Test("is told by the marker, and an impossible one is refused")
    func marker() async throws {
        let effect = try PlantedEffect(change: -0.1, treated: ["A": Self.from])
        #expect(try SyntheticPopulation(persons: 10, seed: 1, effect: effect).marker.contains("\"effect\": -0.1,\n"))
        #expect(throws: SyntheticPopulationError.effectOutOfRange) { try PlantedEffect(change: 0.1, treated: [:]) }
        #expect(throws: SyntheticPopulationError.treatedNotADate) {
            try PlantedEffect(change: -0.1, treated: ["A": "2023-13-01"])
        }
    }
}
