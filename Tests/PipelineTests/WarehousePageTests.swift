import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite("The page about features from a warehouse")
final class WarehousePageTests {
    private let folder = TestFolder.path("warehouse-page")

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes the files that the page shows, each a block that names it behind its language.
    private func write() throws -> Set<String> {
        let page = try String(
            contentsOf: Sample.repository.appending(path: "Sources/anticipate/Documentation.docc/Warehouse.md"),
            encoding: .utf8)
        // Nothing but what the page shows.
        try FileManager.default.createDirectory(
            at: folder.appending(path: "Models/catalogues"), withIntermediateDirectories: true)
        let blocks = page.matches(of: /```\w+ (\S+)\n((?:(?!```).*\n)*)```/)
        for block in blocks {
            try String(block.2).write(to: folder.appending(path: String(block.1)), atomically: true, encoding: .utf8)
        }
        return Set(blocks.map { String($0.1) })
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    @Test("shows files that make the lists which they should, on real people, as they stand")
    func example() async throws {
        let names = try write()
        #expect(
            names == [
                "people.csv", "Models/catalogues/warehouse.yaml", "coefficients.csv", "warehouse.yaml", "highest.yaml",
            ])
        try ModelImport(path: path("coefficients.csv"), definitions: .readyTable)
            .run(name: "warehouse-risk", version: "1", score: .risk, to: path("Models/warehouse-risk/1"))
        // The page's legal basis is to be reviewed on a day.
        func problems(on day: String) async throws -> [String] {
            try await Nights.on(day) {
                try ConfigurationCheck(configuration: path("warehouse.yaml"), features: path("people.csv")).run()
                    .problems
            }
        }
        #expect(try await problems(on: "2027-11-30") == [])
        #expect(try await problems(on: "2027-12-01").allSatisfy { $0.contains("was to be reviewed by 2027-11-30") })
        #expect(try await !problems(on: "2027-12-01").isEmpty)
        let request = RunRequest(
            configuration: path("warehouse.yaml"), dates: try RunDates(indexDate: "2025-04-01", runDate: nil),
            output: path("out"), isDemonstration: false, features: path("people.csv"))
        _ = try await Nights.on("2025-04-01") { try await NightlyRun(request, progress: Sample.silent).run() }
        let latest = folder.appending(path: "out/latest").resolvingSymlinksInPath()
        func ids(_ practice: String) throws -> [String] {
            let text = try String(
                contentsOf: latest.appending(path: "ids/highest/\(practice).txt"), encoding: .utf8)
            return text.split(separator: "\n").map(String.init)
        }
        // Five do not object; 60% of them are three. By 0.5 an admission and 0.1 a medicine: a1b2c3d4 2.9, e5f6a7b8 2.1
        // (on the caseload, and passed over), d4e5f6a7 1.4, b2c3d4e5 0.6, f6a7b8c9 0.2.
        #expect(try ids("A81001") == ["a1b2c3d4", "b2c3d4e5"])
        #expect(try ids("A81002") == ["d4e5f6a7"])
        let list = try String(contentsOf: latest.appending(path: "lists/highest/A81001.csv"), encoding: .utf8)
        #expect(list.contains("3 emergency admissions in 12 months") && list.contains("14 medicines"))
        // 1 / (1 + exp(3 - 2.9)).
        #expect(list.contains(",0.475021,"))
    }
}
