import Configuration
import Features
import Records
import Testing

/// Catalogues as programmes need them: with lines of their own, in part, and together.
@Suite struct CataloguePartsTests {
    private static let yaml = """
        catalogue: test
        filters:
          dear: cost >= 5
        features:
          - { name: age, value: age }
          - { name: items, table: prescriptions, family: medicines }
          - { name: days, table: prescriptions, take: days, family: medicines }
          - { name: both, sum_of: [items, age] }

        """

    private func catalogue() throws -> Catalogue { try Catalogue(yaml: Self.yaml) }

    private func added(_ lines: String, to catalogue: Catalogue, _ problems: Problems = Problems()) throws -> Catalogue
    {
        let setting = try Setting.parse(lines, file: "p.yaml")
        guard case .list(let items) = setting.value else { return catalogue }
        return catalogue.adding(items, hash: { $0 }, problems: problems)
    }

    @Test("A programme's lines come after the catalogue's, and name its filters and features")
    func adding() throws {
        let problems = Problems()
        let own = try added(
            "- { name: dear, table: prescriptions, where: dear }\n- { name: all, sum_of: [items, dear] }\n",
            to: catalogue(), problems)
        #expect(problems.isEmpty)
        #expect(own.featureNames == ["age", "items", "days", "both", "dear", "all"])
        #expect(try own.fingerprint == catalogue().fingerprint)
    }

    @Test("A line of a name or a family that the catalogue has is refused, by its line")
    func clashes() throws {
        let problems = Problems()
        _ = try added(
            "- { name: items, value: age }\n- { name: more, table: prescriptions, family: medicines }\n",
            to: catalogue(),
            problems)
        #expect(
            problems.all.map(\.description) == [
                "p.yaml:1:3: the feature \"items\" stands twice",
                "p.yaml:2:3: the family \"medicines\" is the catalogue's; name another for a feature of your own",
            ])
    }

    @Test("A selection keeps what features are computed from, in the catalogue's order, with their fingerprints")
    func selecting() throws {
        let whole = try catalogue()
        let part = whole.selecting(["both"])
        #expect(part.featureNames == ["age", "items", "both"])
        for name in part.featureNames { #expect(part.fingerprint(of: name) == whole.fingerprint(of: name)) }
        #expect(whole.families(of: ["items", "age"]) == ["items", "days", "age"])
        #expect(part.retention.fields[.prescriptions] == [])
    }

    @Test("Two selections are joined in the catalogue's order, but for names that mean two things")
    func joining() throws {
        let whole = try catalogue()
        let one = try added("- { name: dear, table: prescriptions, where: dear }\n", to: whole).selecting([
            "days", "dear",
        ])
        let other = try added("- { name: cheap, table: prescriptions, where: cost < 5 }\n", to: whole)
            .selecting(["age", "cheap"])
        #expect(one.joined(with: other, of: whole)?.featureNames == ["age", "days", "dear", "cheap"])
        let same = try added("- { name: dear, table: prescriptions, where: dear }\n", to: whole).selecting(["dear"])
        #expect(one.joined(with: same, of: whole)?.featureNames == ["days", "dear"])
        let another = try added("- { name: dear, table: prescriptions, where: cost >= 9 }\n", to: whole).selecting([
            "dear"
        ])
        #expect(one.joined(with: another, of: whole) == nil)
    }

    @Test(
        "Days past a day of a spell that is open are counted to the index date, from the earliest; of none they are 0")
    func daysPast() throws {
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                features:
                  - { name: past, table: admissions, state: open, take: days_past, field: discharge_ready_date }
                """)
        func past(_ spells: [(on: String, ready: String, until: String)]) -> Double? {
            var person = PersonRecord(id: "A", birth: .on("1950-06-15"))
            person.events[.admissions] = spells.map { spell in
                EventRecord(
                    day: .on(spell.on), end: Day(spell.until),
                    fields: ["admission_method": "21", "discharge_ready_date": spell.ready])
            }
            return catalogue.values([person], at: .on("2024-04-01"))[0]["past"]
        }
        #expect(past([("2024-03-01", "2024-03-25", "")]) == 7)
        #expect(past([("2024-03-01", "2024-03-25", "2024-04-05")]) == 7)
        #expect(past([("2024-03-01", "2024-03-25", "2024-03-31")]) == 0)
        #expect(past([("2024-03-01", "", "")]) == 0)
        // What is written on the index date or after it is not known yet.
        #expect(past([("2024-03-01", "2024-04-01", "")]) == 0)
        #expect(past([("2024-02-01", "2024-03-20", ""), ("2024-03-01", "2024-03-25", "")]) == 12)
    }

    @Test("Days past are of a day that is not the row's own or its end")
    func daysPastField() throws {
        let refused = try #require(throws: SettingsRefused.self) {
            try Catalogue(
                yaml:
                    "catalogue: t\nfeatures:\n  - { name: p, table: admissions, take: days_past, field: discharge_date }\n"
            )
        }
        #expect(refused.problems.map(\.message) == ["\"field\" must be one of: discharge_ready_date"])
    }
}
