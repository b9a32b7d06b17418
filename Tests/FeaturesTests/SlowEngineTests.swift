import Configuration
import FeatureData
import Features
import Hashing
import Records
import TestSupport
import Testing

@Suite("The catalogues against a slow, obvious engine")
struct SlowEngineTests {
    static let catalogue = try! Catalogue(
        path: Repository.defaultCatalogue, codeLists: Repository.codeLists,
        hash: { SHA256Digest(of: $0).hexadecimal })

    static let additions = try! Catalogue(yaml: SlowEngine.additions)
    static let wide = try! Catalogue(
        path: Repository.folder + "/Models/catalogues/wide.yaml", codeLists: Repository.codeLists,
        hash: { SHA256Digest(of: $0).hexadecimal })

    @Test("The catalogue has the seventy features of the specification, in their order")
    func columnOrder() {
        let person = PersonRecord(id: "A", birth: .on("1950-01-01"))
        let names = SlowEngine(person: person, index: .on("2024-04-01")).features().map(\.name)
        #expect(names.count == 70)
        #expect(Self.catalogue.featureNames == names)
    }

    @Test("Ten thousand random histories have the same features, bit for bit", arguments: UInt64(1)...100)
    func randomHistories(seed: UInt64) {
        var random = SplitMix(state: seed)
        let drawnAt = random.pick(RandomPeople.indexDays)
        var generator = RandomPeople(seed: seed, index: drawnAt)
        let people = generator.people(100).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let population = Population(people)
        for index in [drawnAt, random.pick(RandomPeople.indexDays)] {
            compare(people, population, at: index, seed: seed)
            compareAdditions(people, at: index, seed: seed)
        }
    }

    /// Sums of powers are the same but for the order in which they are added up.
    private func compareAdditions(_ people: [PersonRecord], at index: Day, seed: UInt64) {
        let values = Self.additions.values(people, at: index)
        for (person, own) in zip(people, values) {
            let slow = SlowEngine(person: person, index: index).addedFeatures()
            #expect(own.count == slow.count)
            for (name, expected) in slow where abs(own[name]! - expected) > 1e-12 * max(1, abs(expected)) {
                Issue.record("seed \(seed), \(index), \(person.id), \(name): \(own[name]!), not \(expected)")
            }
        }
    }

    @Test("Features that the wide catalogue shares with the default one are the same ones, by fingerprint")
    func wideCatalogue() {
        #expect((200...300).contains(Self.wide.featureNames.count))
        let shared = Self.wide.featureNames.filter { Self.catalogue.fingerprint(of: $0) != nil }
        #expect(shared.count > 50)
        for name in shared {
            #expect(Self.wide.fingerprint(of: name) == Self.catalogue.fingerprint(of: name), "\(name)")
        }
    }

    private func compare(_ people: [PersonRecord], _ population: Population, at index: Day, seed: UInt64) {
        let histories = population.histories(at: index)
        let plan = Self.catalogue.plan(for: histories)
        #expect(plan.unavailable.isEmpty)
        let engines = people.map { SlowEngine(person: $0, index: index) }
        let scored = people.indices.filter { engines[$0].isScored }
        #expect(scored == people.indices.filter { population.persons.standing(of: $0, at: index) == .scored })
        var matrix = FeatureMatrix(columns: plan.columns)
        var evaluator = plan.evaluator()
        evaluator.evaluate(ArraySlice(scored.map(Int32.init)), into: &matrix)
        for (row, person) in scored.enumerated() {
            let values = matrix.row(row)
            for (column, slow) in engines[person].features().enumerated()
            where values[column].bitPattern != slow.value.bitPattern {
                Issue.record(
                    "seed \(seed), \(index), \(people[person].id), \(slow.name): \(values[column]), not \(slow.value)")
            }
        }
    }
}
