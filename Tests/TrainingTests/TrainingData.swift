import FeatureData
import Foundation
import Testing

/// Rows and outcomes for a fit, from a file or made up.
struct TrainingData {
    var names: [String]
    var rows: [[Double]]
    var outcomes: [UInt8]

    /// Reads a CSV file whose first column is the outcome.
    init(csv file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",") }
        names = lines[0].dropFirst().map(String.init)
        rows = lines.dropFirst().map { line in line.dropFirst().map { Double($0)! } }
        outcomes = lines.dropFirst().map { UInt8($0[0])! }
    }

    /// Makes up rows of sparse counts and a dense age, the last column the sum of those between.
    init(rows count: Int, columns: Int, seed: UInt64 = 1) {
        var state = seed
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 0x1p53
        }
        names = (0..<columns).map { "feature_\($0)" }
        rows = []
        outcomes = []
        for _ in 0..<count {
            let age = (draw() * 90).rounded()
            let counts = (2..<columns).map { _ in draw() < 0.1 ? (draw() * 3).rounded(.up) : 0 }
            let sum = counts.reduce(0, +)
            rows.append([age] + counts + [sum])
            outcomes.append(draw() < 1 / (1 + exp(4 - 0.03 * age - 0.3 * sum)) ? 1 : 0)
        }
    }

    /// - Parameter usual: the usual value of columns that have another than 0, by name.
    func matrix(usual: [String: Double] = [:]) -> FeatureMatrix {
        var matrix = FeatureMatrix(
            columns: names.map { FeatureColumn(name: $0, usual: usual[$0] ?? 0, fingerprint: "f-\($0)", reason: "") })
        for row in rows { matrix.append(row: row) }
        return matrix
    }

    static let fixtures = Bundle.module.url(forResource: "Fixtures", withExtension: nil)!

    static let oracles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/oracles")

    static let hasOracles = FileManager.default.fileExists(atPath: oracles.appending(path: "expected.json").path)
}
