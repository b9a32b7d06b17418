import Ingest
import Records
import Testing

@testable import Identity

/// NHS numbers that become pseudonyms on their way in.
@Suite struct PseudonymTests {
    private static let key = PseudonymKey(bytes: Array(0..<32))
    private static let numbers = ["9434765919", "4000000004", "9990000018"]
    /// As `IdentityTests` have them from another implementation.
    private static let pseudonyms = ["pvne60bqb67b0rz0", "pkgwqrkvt29mkfw9", "pn4hj08f7hdx8cjj"]

    private func delivery() -> Delivery {
        var delivery = Delivery()
        delivery.idKind = .nhsNumber
        delivery.key = Self.key
        delivery[.persons] =
            "person_id,date_of_birth,sex,practice_code\n"
            + Self.numbers.map { "\($0),1950-01-01,1,A81001\n" }.joined()
        delivery[.optOuts] = "person_id,kind\n9434765919,type1\n9999999999,national\n"
        return delivery
    }

    @Test("Persons stand in the order of their pseudonyms, and rows find them by their numbers")
    func linking() async throws {
        var delivery = delivery()
        delivery[.gpEvents] =
            "person_id,event_date,code\n4000000004,2024-01-01,a\n9990000018,2024-01-02,b\n9434765919,2024-01-03,c\n"
            + "9999999999,2024-01-03,d\n"
        let result = try await delivery.ingest()
        let persons = result.population.persons
        #expect((0..<3).map { persons.ids[$0] } == Self.pseudonyms.sorted())
        #expect(persons.ids.person(withID: Self.pseudonyms[0]).map(persons.bar) == .objected)
        #expect(
            result.population.rows(.gpEvents) == [
                "gp_events \(Self.pseudonyms[1]) 2024-01-01 code=a",
                "gp_events \(Self.pseudonyms[2]) 2024-01-02 code=b",
            ])
        #expect(result.account(.gpEvents) == "read 4: unlinked 1, withheld 1, accepted 2")
        #expect(result.unregisteredObjectors == [Self.key.pseudonym(of: "9999999999")])
    }

    @Test("Reviews have pseudonyms unless their source says otherwise, and another source may have them")
    func sources() async throws {
        var delivery = delivery()
        let reviews = "person_id,programme,reviewed_on\n"
        delivery[.reviews] = reviews + "\(Self.pseudonyms[1]),p,2024-01-01\n4000000004,p,2024-01-02\n"
        #expect(try await delivery.ingest().account(.reviews) == "read 2: unlinked 1, accepted 1")
        delivery.setting(.reviews, "person_id: nhs_number")
        delivery.setting(.reviews, "quarantine_limit: 100%")
        #expect(try await delivery.ingest().account(.reviews) == "read 2: quarantined 1, accepted 1")
        delivery[.caseload] = "person_id,programme,start_date\n\(Self.pseudonyms[2]),p,2024-01-01\n"
        delivery.setting(.caseload, "person_id: pseudonym")
        #expect(try await delivery.ingest().account(.caseload) == "read 1: accepted 1")
    }

    @Test("Two registrations of one number are of one person, and one that is set aside is under its pseudonym")
    func registrations() async throws {
        var delivery = delivery()
        delivery[.persons] += "4000000004,1950-01-01,2,A81001\n"
        delivery.setting(.persons, "quarantine_limit: 100%")
        let result = try await delivery.ingest()
        let persons = result.population.persons
        #expect(persons.count == 3)
        #expect(persons.ids.person(withID: Self.pseudonyms[1]).map(persons.bar) == .conflicting)
        delivery[.persons] =
            "person_id,date_of_birth,sex,practice_code\n4000000004,1950-01-01,x,A81001\n9990000018,1950-01-01,1,A81001\n"
        let refused = try await delivery.ingest().population.persons
        #expect(refused.ids.person(withID: Self.pseudonyms[1]).map(refused.bar) == .registrationSetAside)
    }

    @Test("The register gives the numbers of the practices that were asked for, and of nobody who objects")
    func register() async throws {
        var delivery = delivery()
        delivery[.persons] =
            "person_id,date_of_birth,sex,practice_code\n9434765919,1950-01-01,1,A81001\n4000000004,1950-01-01,1,A81001\n"
            + "9990000018,1950-01-01,1,B81001\n"
        let register = try await delivery.register(numbersOf: ["A81001"])
        let found = Self.pseudonyms.map { register.persons.ids.person(withID: $0).flatMap(register.number) }
        #expect(found == [nil, "4000000004", nil])
    }

    @Test("Threads change nothing", arguments: [1, 2, 5])
    func threads(count: Int) async throws {
        var delivery = delivery()
        delivery.threads = count
        let persons = try await delivery.ingest().population.persons
        #expect((0..<3).map { persons.ids[$0] } == Self.pseudonyms.sorted())
    }
}
