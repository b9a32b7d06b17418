import Records
import Testing

@Suite("Who is scored")
struct StandingTests {
    private func standing(
        birth: String = "1950-01-01", from: String? = nil, to: String? = nil, death: String? = nil,
        bar: Persons.Bar = .none, at index: String = "2024-04-01"
    ) -> Standing {
        func days(_ text: String?) -> PackedArray<PackedDay> {
            PackedArray([text.map { PackedDay(Day($0)!)! } ?? .missing])
        }
        let persons = Persons(
            ids: PersonIDs(["A"]), facts: SourceFacts(fields: [:]), columns: [:],
            lifeDays: .init(
                birth: days(birth), registeredFrom: days(from), registeredTo: days(to), death: days(death)),
            barred: PackedArray([bar.rawValue]))
        return persons.standing(of: 0, at: Day(index)!)
    }

    @Test("Birth and registration on the index day count; leaving on it does not; death on it is not known yet")
    func boundaries() {
        #expect(standing() == .scored)
        #expect(standing(birth: "2024-04-01") == .scored)
        #expect(standing(birth: "2024-04-02") == .notYetBorn)
        #expect(standing(from: "2024-04-01") == .scored)
        #expect(standing(from: "2024-04-02") == .notYetRegistered)
        #expect(standing(to: "2024-04-02") == .scored)
        #expect(standing(to: "2024-04-01") == .left)
        #expect(standing(death: "2024-04-01") == .scored)
        #expect(standing(death: "2024-03-31") == .died)
    }

    @Test("What bars a person does so at any day")
    func bars() {
        #expect(standing(bar: .objected) == .objected)
        #expect(standing(death: "2024-01-01", bar: .conflicting) == .conflicting)
        #expect(standing(birth: "2024-05-01", bar: .registrationSetAside) == .registrationSetAside)
    }
}
