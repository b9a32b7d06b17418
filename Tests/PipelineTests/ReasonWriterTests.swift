import FeatureData
import Scoring
import Testing

@testable import Pipeline

@Suite("Reasons")
struct ReasonWriterTests {
    private static let family = "admissions"
    private static let columns = [
        FeatureColumn(
            name: "adm_12m", usual: 0, fingerprint: "1",
            reason: "{value} {admission|admissions} in the last 12 months", family: family),
        FeatureColumn(
            name: "adm_year_3", usual: 0, fingerprint: "2",
            reason: "{value} {admission|admissions} two to three years ago", family: family, isOfNow: false),
        FeatureColumn(
            name: "days_since", usual: 730, fingerprint: "3", reason: "",
            detail: ", the latest {value} {day|days} ago", family: family),
    ]

    private func reasons(_ contributions: [(column: Int, value: Double)], _ values: [Double]) -> [String] {
        ReasonWriter(Self.columns).reasons(
            contributions.map { Contribution(column: $0.column, value: $0.value) }, values: values)
    }

    @Test("A reason has the days since the latest event behind it")
    func detail() {
        #expect(
            reasons([(0, 1), (1, 0.5)], [2, 1, 8]) == ["2 admissions in the last 12 months, the latest 8 days ago"])
    }

    @Test("A reason of years ago has not: the latest event is none of those that it tells of")
    func yearsAgo() {
        #expect(reasons([(1, 1), (0, 0.5)], [2, 1, 8]) == ["1 admission two to three years ago"])
    }
}
