import Evaluation
import Foundation
import Testing

/// 900 rows of 600 people, and what scikit-learn, statsmodels and NumPy say of them: `Fixtures/make.py`.
struct Fixture {
    let persons: [UInt64]
    let outcomes: [UInt8]
    let risks: [Double]
    let weights: [Double]
    let expected: Expected

    struct Expected: Decodable {
        let unweighted, weighted: Measures
        let intervals: [String: [Double]]
    }

    struct Measures: Decodable {
        let prevalence, auroc, averagePrecision, auprcTrapezoid, brierScore, scaledBrierScore, logLoss: Double
        let observedOverExpected, calibrationInTheLarge, calibrationIntercept, calibrationSlope: Double
        let netBenefit, curveAt, curve: [Double]
        let integratedCalibrationIndex: Double
    }

    init() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        let text = try String(contentsOf: folder.appending(path: "rows.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } }
        persons = rows.map { UInt64($0[0]) }
        outcomes = rows.map { UInt8($0[1]) }
        risks = rows.map { $0[2] }
        weights = rows.map { $0[3] }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try Data(contentsOf: folder.appending(path: "expected.json"))
        expected = try decoder.decode(Expected.self, from: data)
    }

    func scored(isWeighted: Bool) -> ScoredOutcomes {
        ScoredOutcomes(outcomes: outcomes, risks: risks, weights: isWeighted ? weights : nil)
    }
}
