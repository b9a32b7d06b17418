import Foundation
import Scoring
import Testing

/// `Formats/make.py` wrote the files and what must come out of them.
@Suite("A model file of any version so far")
struct FormatVersionTests {
    private struct Expected: Decodable {
        let rows: [[Double]]
        let linearPredictors: [Double]
        let scores: [Double]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Formats")

    @Test("is read and predicts what it always did", arguments: 1...RiskModel.formatVersion)
    func predictions(version: Int) throws {
        let file = "model-\(version).json"
        let model = try RiskModel(json: Data(contentsOf: Self.folder.appending(path: file)), file: file)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let expected = try decoder.decode(
            Expected.self, from: Data(contentsOf: Self.folder.appending(path: "expected-\(version).json")))
        #expect(!expected.rows.isEmpty)
        for (place, row) in expected.rows.enumerated() {
            let predictor = model.linearPredictor(of: row)
            #expect(abs(predictor - expected.linearPredictors[place]) < 1e-12)
            #expect(abs(model.score(predictor) - expected.scores[place]) < 1e-12)
        }
    }

    @Test("is written anew in the version of this program, and predicts the same")
    func rewritten() throws {
        let old = try RiskModel(json: Data(contentsOf: Self.folder.appending(path: "model-1.json")), file: "old")
        let read = try RiskModel(json: try old.json(file: "new"), file: "new")
        #expect(read == old)
    }
}
