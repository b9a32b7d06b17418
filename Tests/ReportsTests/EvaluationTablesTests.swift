import Evaluation
import Reports
import Testing

@Suite struct EvaluationTablesTests {
    @Test("Each figure has a file with its numbers")
    func files() async throws {
        let evaluation = await ModelEvaluation.example()
        let files = EvaluationTables.files(evaluation)
        #expect(
            files.map(\.name) == [
                "roc.csv", "precision_recall.csv", "calibration.csv", "lift.csv", "net_benefit.csv",
                "risk_histogram.csv", "subgroups.csv",
            ])
        for file in files {
            let lines = file.text.split(separator: "\n")
            let width = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
            #expect(lines.count > 2)
            #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width })
        }
        let roc = files[0].text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { Double($0) } }
        #expect(roc == evaluation.roc.map { [$0.shareTaken, $0.falsePositiveRate, $0.sensitivity] })
    }

    @Test("A rule's words cannot run as a formula, and what is withheld is empty")
    func fields() async throws {
        let files = EvaluationTables.files(await .example())
        #expect(files[3].text.contains("\n'=forty a practice,"))
        #expect(files[6].text.contains("\nArea,Sea,,,,,"))
    }
}
