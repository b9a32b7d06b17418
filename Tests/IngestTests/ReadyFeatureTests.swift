import Accounts
import Configuration
import Ingest
import Records
import Testing

@Suite("Features that a persons source brings")
struct ReadyFeatureTests {
    private func delivery(_ rows: [String], _ settings: String...) -> Delivery {
        var delivery = Delivery.persons()
        let lines = rows.enumerated().map { place, values in
            "\(CleanTable.id(place)),1950-01-01,1,A81001,\(values)"
        }
        delivery.set(
            .persons,
            Array(
                (["person_id,date_of_birth,sex,practice_code,visits,change,other"] + lines)
                    .joined(separator: "\n").utf8))
        delivery.setting(.persons, "ignore: rest", "quarantine_limit: 100%")
        for setting in settings { delivery.setting(.persons, setting) }
        return delivery
    }

    @Test("are numbers of either sign, kept as they came; what is none is set aside with its rule")
    func values() async throws {
        let result = try await delivery(["3,-1.5,x", "1e2,,x", "0x1p3,1,x", "nan,1,x"], "ready: [visits, change]")
            .ingest()
        let persons = result.population.persons
        #expect(result.population.readyFields == ["ready.change", "ready.visits"])
        func texts(_ field: String) -> [String] {
            guard case .codes(let ids, let dictionary)? = persons.column(field) else { return [] }
            return (0..<persons.count).map { dictionary[ids[$0]] }
        }
        #expect(Array(texts("ready.visits").prefix(2)) == ["3", "1e2"])
        #expect(Array(texts("ready.change").prefix(2)) == ["-1.5", ""])
        #expect(result.account(.persons) == "read 4: quarantined 2, accepted 2")
        #expect(result.asides.allSatisfy { $0.hasSuffix("visits bad_number") } && result.asides.count == 2)
        #expect(persons.column("ready.other") == nil)
    }

    @Test(
        "that cannot stand are refused",
        arguments: [
            ("ready: [visits, visits]", "\"ready\" names a column twice"),
            ("ready: []", "\"ready\" must be a list of 1 to 200 columns"),
        ])
    func refused(setting: String, message: String) {
        let refusal = #expect(throws: SettingsRefused.self) { try delivery([], setting).parsedSources() }
        #expect(refusal?.problems.map(\.message) == [message])
    }

    @Test("belong to persons alone")
    func persons() {
        var delivery = Delivery.persons()
        delivery.source(.gpEvents, "files: gp.csv", "ready: [a]")
        let refusal = #expect(throws: SettingsRefused.self) { try delivery.parsedSources() }
        #expect(refusal?.problems.map(\.message) == ["only a source of persons has ready features"])
    }
}
