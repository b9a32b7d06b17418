import Testing

/// Values of the GP record go with conditions.
@Suite struct MeasurementTests {
    private static let diabetes: Set = ["73211009", "44054006", "46635009"]
    private static let hypertension: Set = ["38341003", "59621000"]

    /// Mean values of a code, of those who have a condition in the record and of the others.
    private static func means(of code: String, by condition: Set<String>) async throws -> (
        with: Double, without: Double
    ) {
        let entries = try await Extracts.shared.value["gp_events"].rows
        let people = Set(entries.filter { condition.contains($0[2]) }.map { $0[0] })
        func mean(_ have: Bool) -> Double {
            let values = entries.filter { $0[2] == code && people.contains($0[0]) == have }.compactMap { Double($0[3]) }
            return values.reduce(0, +) / Double(values.count)
        }
        return (mean(true), mean(false))
    }

    @Test func `blood sugar is high in diabetes, and normal in most others`() async throws {
        let means = try await Self.means(of: "999791000000106", by: Self.diabetes)
        #expect((48...65).contains(means.with))
        #expect((34...42).contains(means.without))
    }

    @Test func `body mass is higher in diabetes`() async throws {
        let means = try await Self.means(of: "60621009", by: Self.diabetes)
        #expect(means.with > means.without + 1)
        #expect((24...29).contains(means.without))
    }

    @Test func `blood pressure is higher in hypertension`() async throws {
        let means = try await Self.means(of: "271649006", by: Self.hypertension)
        #expect(means.with > means.without + 5)
        #expect((110...135).contains(means.without))
    }

    @Test func `values have their units`() async throws {
        let units = ["999791000000106": "mmol/mol", "60621009": "kg/m2", "271649006": "mm[Hg]"]
        for entry in try await Extracts.shared.value["gp_events"].rows {
            if let unit = units[entry[2]] { #expect(entry[4] == unit && Double(entry[3]) != nil) }
        }
    }
}
