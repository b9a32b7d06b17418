import Ingest
import Records
import Testing

@Suite("Rows that are of nobody") struct LinkWarningTests {
    private func warnings(_ table: Table, linked: Int, unlinked: Int) async throws -> [String] {
        var delivery = Delivery.persons()
        let header = table == .reviews ? "person_id,programme,reviewed_on" : "person_id,event_date,code"
        func row(_ id: String, _ day: Int) -> String {
            table == .reviews ? "\(id),p,2024-01-\(day)\n" : "\(id),2024-01-\(day),1\n"
        }
        delivery[table] =
            "\(header)\n" + (0..<linked).map { row("PSN-10000", 10 + $0) }.joined()
            + (0..<unlinked).map { row("LOCAL-10000", 10 + $0) }.joined()
        // Else a source of which no row is anybody's refuses the run.
        delivery.setting(table, "may_be_empty: true")
        let result = try await delivery.ingest()
        return result.sources.first { $0.table == table.rawValue }?.warnings.filter { $0.contains("nobody") } ?? []
    }

    @Test("Of a source of which most rows are of nobody, that is told from twenty rows on, of reviews from ten")
    func mostlyNobody() async throws {
        let sentence =
            "rows are of nobody who is registered: are its ids written as those of persons are (person_id, map)?"
        #expect(try await warnings(.gpEvents, linked: 0, unlinked: 20) == ["20 of 20 \(sentence)"])
        #expect(try await warnings(.gpEvents, linked: 9, unlinked: 11) == ["11 of 20 \(sentence)"])
        #expect(try await warnings(.reviews, linked: 0, unlinked: 11) == ["11 of 11 \(sentence)"])
        #expect(try await warnings(.gpEvents, linked: 10, unlinked: 10) == [])
        #expect(try await warnings(.gpEvents, linked: 0, unlinked: 19) == [])
        #expect(try await warnings(.reviews, linked: 0, unlinked: 9) == [])
    }

    @Test("An id that could not be told from one that is kept from running as a formula is set aside")
    func markedIDs() async throws {
        var delivery = Delivery.persons()
        delivery[.gpEvents] =
            "person_id,event_date,code\n'=PSN,2024-01-01,1\n'PSN,2024-01-02,1\nPSN-10000,2024-01-03,1\n"
        delivery.setting(.gpEvents, "quarantine_limit: 50%")
        #expect(try await delivery.ingest().account(.gpEvents) == "read 3: quarantined 1, unlinked 1, accepted 1")
    }
}
