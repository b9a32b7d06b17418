import FeatureData
import Foundation
import Scoring
import Testing

@Suite("A model of transformed features")
struct CurvedModelTests {
    let scorer: Scorer
    let matrix = CurvedExample.matrix()

    init() throws { scorer = try CurvedExample.model.bind(to: Example.columns) }

    @Test("has the linear predictor of its terms written out")
    func linearPredictors() {
        for (predictor, row) in zip(scorer.linearPredictors(matrix), CurvedExample.rows) {
            #expect(abs(predictor - CurvedExample.linearPredictor(row)) < 1e-12)
            #expect(abs(predictor - CurvedExample.model.linearPredictor(of: row)) < 1e-12)
        }
    }

    @Test("is fitted on the terms that it scores with")
    func expansion() {
        let expansion = TermExpansion(
            CurvedExample.bases, of: CurvedExample.model.features, columns: Example.columns)
        let expanded = expansion.expand(matrix)
        #expect(expanded.columns.map(\.name) == CurvedExample.bases.map(\.name))
        #expect(expanded.columns[4].usual == 0 && expanded.columns[0].usual == 0)
        for (index, row) in CurvedExample.rows.enumerated() {
            for (own, expected) in zip(expanded.row(index), CurvedExample.terms(row)) {
                #expect(abs(own - expected) < 1e-12)
            }
        }
    }

    @Test("gives a row the same bits in any block")
    func blocks() {
        let whole = scorer.linearPredictors(matrix)
        for (index, row) in CurvedExample.rows.enumerated() {
            #expect(scorer.linearPredictors(Example.matrix([row]))[0].bitPattern == whole[index].bitPattern)
        }
    }

    @Test("shares a product between its features, and contributions add up")
    func contributions() {
        for (index, predictor) in scorer.linearPredictors(matrix).enumerated() {
            let contributions = scorer.contributions(of: RowID(index), in: matrix)
            #expect(contributions.map(\.column) == [0, 1, 2, 3])
            #expect(abs(contributions.reduce(-3) { $0 + $1.value } - predictor) < 1e-12)
        }
        // Only the product ties "unused" to nothing: its own term alone is its contribution.
        let seven = scorer.contributions(of: RowID(3), in: matrix)[1].value
        #expect(abs(seven - 0.7 * (1 - 4) / 9) < 1e-15)
    }

    @Test("is read back as it was written")
    func file() throws {
        let json = try CurvedExample.model.json(file: "model.json")
        #expect(try RiskModel(json: json, file: "model.json") == CurvedExample.model)
    }

    @Test("with a transform that cannot stand is refused, and what is allowed is told")
    func refusals() throws {
        let text = String(decoding: try CurvedExample.model.json(file: "model.json"), as: UTF8.self)
        func sentence(_ part: String, _ replacement: String) throws -> String {
            try #require(text.contains(part))
            let broken = text.replacingOccurrences(of: part, with: replacement)
            let error = #expect(throws: ScoringError.self) {
                _ = try RiskModel(json: Data(broken.utf8), file: "model.json")
            }
            return error?.description ?? ""
        }
        #expect(
            try sentence("\"part\" : 1", "\"part\" : 2")
                == "model.json: terms[2].inputs[0].transforms[0]: this must be a part from 0 to 1.")
        #expect(
            try sentence("\"most\" : 5", "\"knot\" : 5")
                == "model.json: terms[3].inputs[0].transforms[0]: unknown key knot. Allowed are method, most.")
        #expect(
            try sentence("\"method\" : \"missing\"", "\"method\" : \"absent\"")
                == "model.json: terms[5].inputs[0].transforms[0].method: unknown value. "
                + "Allowed are log1p, cap, above, below, spline, equals, missing, steps.")
    }

    @Test("may be calibrated by a rising curve, straight between its points and level beyond them")
    func isotonic() throws {
        var model = CurvedExample.model
        model.calibration = .isotonic(predictors: [-3, -1, 2], risks: [0.02, 0.1, 0.4])
        let read = try RiskModel(json: try model.json(file: "model.json"), file: "model.json")
        #expect([-9, -3, -2, -1, 0, 2, 7].map(read.score) == [0.02, 0.02, 0.06, 0.1, 0.2, 0.4, 0.4])
        #expect(model.score(-2) == 0.02 + 0.5 * (0.1 - 0.02) && model.score(-4) == 0.02 && model.score(.nan).isNaN)
        model.calibration = .isotonic(predictors: [-3, -1], risks: [0.2, 0.1])
        let error = ScoringError.isotonicShape(file: "model.json")
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(
            error.description
                == "model.json: an isotonic calibration is of a logit model and has as many ascending predictors as "
                + "risks from 0 to 1 that do not fall.")
    }
}
