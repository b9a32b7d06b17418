import Configuration
import Foundation
import Records
import Testing
import Training

@testable import Pipeline

@Suite("Designs")
struct DesignTests {
    private static let codeLists = Sample.repository.appending(path: "Models/codelists").path
    private static let start = """
        design: d
        version: 1.0.0
        eligible: age >= 18
        outcome: { words: death, within: 1 month, any_of: death }

        """

    private func read(_ more: String) throws -> Design {
        try Design(text: Self.start + more, file: "d.yaml", codeLists: Self.codeLists)
    }

    @Test("Index dates come in order, one or several; a design without them takes the command line's")
    func indexDates() throws {
        let several = try read("index_dates: [2023-04-01, 2022-04-01]\ntest_index_date: 2024-04-01\n")
        #expect(several.trainRows?.words == ["2022-04-01", "2023-04-01"])
        #expect(several.testRows?.words == ["2024-04-01"])
        #expect(try several.rows(overriddenBy: nil).lastDay == Day("2023-04-01"))
        #expect(try several.rows(overriddenBy: Day("2021-04-01")).words == ["2021-04-01"])
        let none = try read("")
        #expect(none.trainRows == nil && none.testRows == nil)
        #expect(throws: PipelineError.self) { try none.rows(overriddenBy: nil) }
        #expect(try read("index_dates: 2023-04-01\n").trainRows?.words == ["2023-04-01"])
    }

    @Test("Discharges bring their own days, and no index date overrides them")
    func discharges() throws {
        let design = try read(
            "each_discharge: { from: 2022-04-01, to: 2023-03-31, test_from: 2023-04-01, test_to: 2024-03-31 }\n")
        #expect(design.trainRows?.words == ["2022-04-01", "2023-03-31"])
        #expect(try design.rows(overriddenBy: nil).lastDay == Day("2023-04-01"))
        #expect(design.testRows?.words == ["2023-04-01", "2024-03-31"])
        #expect(throws: PipelineError.self) { try design.rows(overriddenBy: Day("2023-04-01")) }
        #expect(design.retention.fields[.admissions] == ["discharge_date"])
    }

    @Test("The basis, the penalty and the seed are those of the fit")
    func fitting() throws {
        let design = try read(
            "seed: 7\nbasis: [{ features: age, as: log1p }]\npenalty: { kind: lasso }\ncaseload: exclude\nridge:\n")
        #expect(design.fitting.seed == 7)
        #expect(design.fitting.penalty.alpha == 1)
        #expect(design.fitting.penalty.strength == .chosen(.standard, folds: 5, .minimum))
        #expect(design.caseload?.handling == .exclude)
        let plain = try read("")
        #expect(plain.fitting.seed == 1 && plain.caseload == nil)
        #expect(plain.fitting.penalty == PenaltyDesign(ridge: 1e-4))
    }

    @Test("A design of the other kind is told as such, and one that is not there by its name")
    func kinds() throws {
        func sentence(_ read: () throws -> Void) -> String {
            do { try read() } catch { return "\(error)" }
            return ""
        }
        let table = "design: d\nversion: 1.0.0\ntable: { id: p, outcome: y }\n"
        #expect(
            sentence { _ = try Design(text: table, file: "d.yaml", codeLists: Self.codeLists) }
                == "d.yaml:3:8: this is a design of a ready table, as \"table\" tells; say --table, or name another design"
        )
        #expect(
            sentence { _ = try TableDesign(text: Self.start, file: "d.yaml") }
                == "d.yaml:4:10: this is a design of extracts, as \"outcome\" tells; say --config, or name another design"
        )
        let none = "\(PipelineError.noDesign(file: "nosuch.yaml"))"
        #expect(sentence { _ = try TableDesign(path: "/no/nosuch.yaml") } == none)
    }

    @Test("What is said of a table's outcome is more than the name of its column")
    func outcomeWords() throws {
        let design = try TableDesign(
            text: "design: d\nversion: 1.0.0\ntable: { id: p, outcome: adm }\n", file: "d.yaml")
        #expect(design.outcomeWords == "what the column adm of the table tells")
    }

    /// The YAML in an article, and the article.
    private static func article(_ name: String) throws -> (yaml: String, text: String) {
        let file = Sample.repository.appending(path: "Sources/anticipate/Documentation.docc/\(name).md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let block = try #require(text.firstMatch(of: #/```yaml\n([\s\S]*?)```/#))
        return (String(block.output.1), text)
    }

    @Test("The articles' examples are read, and have every key of the languages")
    func articles() throws {
        let extracts = try Self.article("Designs")
        let design = try Design(text: extracts.yaml, file: "Designs.md", codeLists: Self.codeLists)
        #expect(design.outcome.gapInDays == 7 && design.fitting.basis.screen?.count == 20)
        let ready = try Self.article("ReadyTables")
        let table = try TableDesign(text: ready.yaml, file: "ReadyTables.md")
        #expect(table.roles.missing == ["NA", "."] && table.test != nil)
        let outcome = ["words", "within", "gap_days", "first", "at_risk", "any_of"]
        for key in Design.allowedKeys + outcome + PenaltyDesign.keys {
            #expect(extracts.text.contains("`\(key)"), "\(key)")
        }
        for key in TableDesign.keys + TableDesign.tableKeys { #expect(ready.text.contains("`\(key)`"), "\(key)") }
    }

    @Test(
        "Every mistake has its sentence and its place",
        arguments: [
            (
                "ablation: { medicines: \"rx_*\" }\n",
                "d.yaml:5:11: \"ablation\" needs later rows to measure on: add test_index_dates"
            ),
            ("seed: -1\n", "d.yaml:5:7: \"seed\" must be a whole number, 0 or more"),
            ("penalty: { kind: lasso }\nridge: 0.1\n", "d.yaml:6:8: \"penalty\" and \"ridge\" exclude each other"),
            (
                "index_dates: [2023-04-01, soon]\n",
                "d.yaml:5:14: \"index_dates\" must be a date as YYYY-MM-DD, or a list of them"
            ),
            ("index_dates: []\n", "d.yaml:5:14: \"index_dates\" must be a date as YYYY-MM-DD, or a list of them"),
            ("index_dates: [2023-04-01, 2023-04-01]\n", "d.yaml:5:14: \"index_dates\" names a date twice"),
            (
                "test_index_date: 2023-04-01\ntest_index_dates: [2023-04-01]\n",
                "d.yaml:6:19: \"test_index_dates\" and \"test_index_date\" exclude each other"
            ),
            (
                "index_dates: [2023-04-01]\neach_discharge: { from: 2022-04-01, to: 2023-03-31 }\n",
                "d.yaml:5:14: \"index_dates\" does not go with \"each_discharge\""
            ),
            (
                "index_date: 2023-04-01\n",
                "d.yaml:5:1: unknown key \"index_date\"; allowed here: design, version, catalogue, eligible, outcome, "
                    + "index_dates, test_index_date, test_index_dates, each_discharge, caseload, basis, penalty, ridge, "
                    + "gradient_tolerance, seed, ablation"
            ),
        ])
    func mistakes(yaml: String, problem: String) {
        #expect { try read(yaml) } throws: { ($0 as? SettingsRefused)?.description == problem }
    }
}
