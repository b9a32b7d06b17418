import Configuration
import Foundation
import Scoring
import Testing

/// `ScikitLearn/make.py` fitted the model.
@Suite("A scikit-learn model")
struct ScikitLearnModelTests {
    private struct Expected: Decodable {
        let rows: [[Double]]
        let risks: [Double]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ScikitLearn")

    @Test("predicts here what it predicts there")
    func predictions() throws {
        let json = try Data(contentsOf: Self.folder.appending(path: "model.json"))
        let text = try ScikitLearnModel(json: json, file: "model.json").coefficients
        let model = try CoefficientTable(text, file: "model.json")
            .model(name: "imported", version: "1", link: .logit, fingerprint: { $0 })
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: Self.folder.appending(path: "expected.json")))
        #expect(expected.rows.count == 20)
        for (row, risk) in zip(expected.rows, expected.risks) {
            #expect(abs(model.score(model.linearPredictor(of: row)) - risk) < 1e-12)
        }
    }

    @Test("that is not one is refused, and what is expected is told")
    func refused() {
        func sentence(_ json: String) -> String? {
            do throws(SettingsRefused) {
                _ = try ScikitLearnModel(json: Data(json.utf8), file: "m.json")
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            sentence("{}")
                == "m.json:1:1: expected an object with feature_names_in_, coef_, intercept_ and, where columns were "
                + "scaled, mean_ and scale_")
        #expect(
            sentence(#"{"feature_names_in_": ["a"], "coef_": [[1], [2]], "intercept_": [1, 2]}"#)
                == "m.json:1:1: coef_ and intercept_ must be of one outcome of two classes")
        #expect(
            sentence(#"{"feature_names_in_": ["a"], "coef_": [[1, 2]], "intercept_": [1]}"#)
                == "m.json:1:1: coef_, mean_ and scale_ must have as many numbers as feature_names_in_ has names")
    }
}
