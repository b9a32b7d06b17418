import Foundation
import Reports
import Testing

/// Figures by area, beside a programme's lists.
@Suite struct TotalsTests {
    private let report = TotalsReport(
        programme: "urgent", title: "Two-hour response", areaTitle: "Neighbourhood", indexDate: "2025-04-01",
        runDate: "2025-04-02", isDemonstration: true, period: ("2025-01-01", "2025-03-31"), target: 0.7,
        notes: ["Referrals are of the period."],
        columns: [
            .init(key: "referrals", title: "Referrals"), .init(key: "share", title: "In time", kind: .share),
        ],
        areas: [
            .init(code: "E1", name: "East <1>", values: [1200, 0.69996], isOnTarget: false),
            .init(code: "W1", name: "West", values: [10, 0.7], isOnTarget: true),
            .init(code: "", name: "", values: [0, nil]),
        ], all: .init(code: "", name: "All", values: [1210, 0.7], isOnTarget: true))

    @Test("A page says the period, each area's figures, and whether the target is met")
    func page() {
        let page = TotalsPage.text(report)
        #expect(page.contains("From 1 January 2025 to 31 March 2025. Run on 2 April 2025."))
        #expect(page.contains("DEMONSTRATION"))
        #expect(page.contains("<th scope=\"row\" class=\"words\">East &lt;1&gt;</th><td class=\"number\">1,200</td>"))
        #expect(page.contains("<td class=\"number\">under 70%</td><td class=\"words\">not met</td>"))
        #expect(page.contains("<td class=\"number\">70%</td><td class=\"words\">met</td>"))
        #expect(page.contains("<td class=\"number\">–</td><td class=\"words\">–</td>"))
        #expect(page.contains("Target 70%") && page.contains("not known"))
    }

    @Test("The JSON file has a figure or null under each key, and the verdict")
    func json() throws {
        let read = try JSONSerialization.jsonObject(with: Data(TotalsJSON.text(report).utf8)) as? [String: Any]
        let areas = try #require(read?["areas"] as? [[String: Any]])
        #expect(areas.map { $0["referrals"] as? Int } == [1200, 10, 0])
        #expect(areas.map { $0["share"] as? Double } == [0.7, 0.7, nil])
        #expect(areas.map { $0["on_target"] as? Bool } == [false, true, nil])
        #expect(areas[2]["share"] is NSNull && areas[2]["code"] as? String == "")
        #expect(read?["target"] as? Double == 0.7 && read?["format_version"] as? Int == 1)
    }
}
