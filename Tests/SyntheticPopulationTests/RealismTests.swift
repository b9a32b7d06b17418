import Testing

/// England's figures, within what 20,000 people allow.
@Suite struct RealismTests {
    private static let emergencyMethods: Set = ["21", "22", "23", "24", "25", "28", "2A", "2D"]

    /// People of the extracts registered on a day, as rows of `persons`.
    private static func registered(on day: String, _ extracts: ParsedExtracts) throws -> [[String]] {
        try extracts["persons"].rows.filter {
            $0[1] <= day && $0[8] <= day && ($0[9].isEmpty || $0[9] > day) && ($0[10].isEmpty || $0[10] >= day)
        }
    }

    private static func admittedAsEmergency(in year: Int, _ extracts: ParsedExtracts) throws -> Set<String> {
        let days = "\(year)-04-01"..<"\(year + 1)-04-01"
        return try Set(
            extracts["admissions"].rows.filter { emergencyMethods.contains($0[4]) && days.contains($0[2]) }.map {
                $0[0]
            })
    }

    @Test(arguments: [2022, 2023, 2024])
    func `six to eight percent have an emergency admission in a year`(year: Int) async throws {
        let extracts = try await Extracts.shared.value
        let people = try Self.registered(on: "\(year)-04-01", extracts)
        let admitted = try Self.admittedAsEmergency(in: year, extracts)
        let share = Double(people.count { admitted.contains($0[0]) }) / Double(people.count)
        #expect((0.06...0.08).contains(share))
    }

    @Test func `nearly one in a hundred dies in a year`() async throws {
        let extracts = try await Extracts.shared.value
        let people = try Self.registered(on: "2023-04-01", extracts)
        let deaths = people.count { !$0[10].isEmpty && $0[10] < "2024-04-01" }
        #expect((0.007...0.011).contains(Double(deaths) / Double(people.count)))
    }

    @Test func `ages and sexes are England's`() async throws {
        let people = try await Self.registered(on: "2023-04-01", Extracts.shared.value)
        func share(bornFrom first: String, before last: String) -> Double {
            Double(people.count { first <= $0[1] && $0[1] < last }) / Double(people.count)
        }
        #expect((0.195...0.225).contains(share(bornFrom: "2005-04-01", before: "2024")))
        #expect((0.165...0.2).contains(share(bornFrom: "1900", before: "1958-04-01")))
        #expect((0.02...0.03).contains(share(bornFrom: "1900", before: "1938-04-01")))
        #expect((0.48...0.505).contains(Double(people.count { $0[2] == "1" }) / Double(people.count)))
        let oldest = people.filter { $0[1] < "1938-04-01" }
        #expect(Double(oldest.count { $0[2] == "1" }) / Double(oldest.count) < 0.44)
    }

    @Test func `tables have their usual number of rows a person`() async throws {
        let usual: [(String, ClosedRange<Double>)] = [
            ("persons", 1...1), ("admissions", 0.5...0.9), ("emergency_attendances", 1...1.5),
            ("outpatient_appointments", 3...4), ("gp_events", 8.5...10.5), ("prescriptions", 8.5...11),
            ("community_contacts", 0.8...1.6), ("mental_health_contacts", 0.25...0.65),
            ("social_care_services", 0.04...0.08), ("opt_outs", 0.03...0.05), ("caseload", 0.002...0.008),
        ]
        let extracts = try await Extracts.shared.value
        for (table, range) in usual {
            #expect(try range.contains(Double(extracts[table].rows.count) / 20_000), "\(table)")
        }
    }

    @Test func `conditions cluster`() async throws {
        let entries = try await Extracts.shared.value["gp_events"].rows
        func people(_ codes: Set<String>) -> Set<String> { Set(entries.filter { codes.contains($0[2]) }.map { $0[0] }) }
        let conditions = [
            people(["38341003", "59621000"]), people(["73211009", "44054006", "46635009"]),
            people(["49436004", "282825002"]), people(["13645005"]), people(["35489007", "370143000"]),
        ]
        for (index, first) in conditions.enumerated() {
            for second in conditions[..<index] {
                let expected = Double(first.count * second.count) / 20_000
                #expect(Double(first.intersection(second).count) > 1.1 * expected)
            }
        }
    }

    @Test func `emergency admissions rise with deprivation and age`() async throws {
        let extracts = try await Extracts.shared.value
        let people = try Self.registered(on: "2023-04-01", extracts)
        let admitted = try Self.admittedAsEmergency(in: 2023, extracts)
        func share(_ chosen: ([String]) -> Bool) -> Double {
            let group = people.filter(chosen)
            return Double(group.count { admitted.contains($0[0]) }) / Double(group.count)
        }
        #expect(share { (Int($0[5]) ?? 5) <= 3 } > 1.2 * share { (Int($0[5]) ?? 5) >= 8 })
        #expect(share { $0[1] < "1943" } > 3 * share { $0[1] > "1973" })
    }

    @Test func `deciles are level, and two in a hundred missing`() async throws {
        let deciles = try await Extracts.shared.value["persons"].column("imd_decile")
        #expect((0.015...0.025).contains(Double(deciles.count { $0.isEmpty }) / 20_000))
        for decile in 1...10 {
            #expect((0.05...0.16).contains(Double(deciles.count { $0 == "\(decile)" }) / 20_000), "decile \(decile)")
        }
    }
}
