import Configuration
import Foundation
import Testing

@testable import Ingest

@Suite("The page on extracts")
struct ExtractsPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/anticipate/Documentation.docc/Extracts.md")

    @Test("has an example that is read without a problem, and a row for every key of the language")
    func page() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let example = try #require(text.firstMatch(of: #/```yaml\n([\s\S]*?)```/#)).output.1
        let problems = Problems()
        guard case .list(let items) = try Setting.parse(String(example), file: "Extracts.md").value else {
            Issue.record("the example is no list of sources")
            return
        }
        let source = try #require(Source(items[0], problems: problems))
        #expect(problems.all == [])
        #expect(source.fields.first { $0.field.name == "secondary_diagnoses" }?.columns.count == 19)
        #expect(source.versions?.key == ["PROVSPNO", "EPIORDER"] && source.ruleLimits == [.futureDate: 0.01])
        for key in Source.allowedKeys + Source.allowedFieldKeys { #expect(text.contains("`\(key)`"), "\(key)") }
    }
}
