import Evaluation
import FeatureData
import Foundation
import Testing
import Training

@Suite("The screen for interactions")
struct InteractionScreenTests {
    private struct Answer: Decodable {
        let interactions: [Interaction]
        let ageKnots: [Double]
        let egfrQuarters: [Double]

        struct Interaction: Decodable {
            let first, second: Int
            let chiSquare: Double
            let isPositive: Bool
        }
    }

    private func answer() throws -> Answer {
        let json = try Data(contentsOf: TrainingData.fixtures.appending(path: "screen.json"))
        return try JSONDecoder().decode(Answer.self, from: json)
    }

    private func screened(
        usual: [String: Double], pairs: [(Int, Int)]? = nil, count: Int = 100, threads: Int = 1
    ) async throws -> [ScreenedInteraction] {
        let data = try TrainingData(csv: TrainingData.fixtures.appending(path: "ridge.csv"))
        let rows = TrainingRows(matrix: data.matrix(usual: usual), outcomes: data.outcomes)
        let fit = try await PenalisedLogisticRegression(alpha: 0, tolerance: 1e-13)
            .fit(rows, lambda: 0.01, threads: 1)
        return try await InteractionScreen(count: count).interactions(rows, fit: fit, pairs: pairs, threads: threads)
    }

    @Test(
        "finds the statistics of a written-out calculation",
        arguments: [[:], ["egfr": 90, "age": 18], ["copd": 1.0]])
    func statistics(usual: [String: Double]) async throws {
        let expected = try answer().interactions
        let found = try await screened(usual: usual)
        #expect(found.count == expected.count)
        for (one, other) in zip(found, expected) {
            #expect(one.first == other.first && one.second == other.second && one.isPositive == other.isPositive)
            #expect(abs(one.chiSquare - other.chiSquare) < 1e-8)
        }
    }

    @Test("keeps to the pairs and the number asked for")
    func bounded() async throws {
        let all = try await screened(usual: [:])
        #expect(try await screened(usual: [:], count: 3) == Array(all.prefix(3)))
        let pairs = [(4, 2), (1, 4), (2, 4), (3, 3)]
        let some = try await screened(usual: [:], pairs: pairs)
        #expect(some.count == 2)
        for found in some { #expect(all.contains { $0.first == found.first && $0.second == found.second }) }
    }

    @Test("has the same bits on two threads, and weights as repeated rows")
    func identities() async throws {
        let data = TrainingData(rows: 5000, columns: 9)
        var rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        let fit = try await PenalisedLogisticRegression(alpha: 0).fit(rows, lambda: 1e-3, threads: 1)
        let screen = InteractionScreen(count: 20)
        let one = try await screen.interactions(rows, fit: fit, threads: 1)
        #expect(try await screen.interactions(rows, fit: fit, threads: 2) == one)
        rows.weights = data.rows.map { _ in 3 }
        let tripled = try await screen.interactions(rows, fit: fit, threads: 1)
        for (left, right) in zip(tripled, one) { #expect(abs(left.chiSquare / right.chiSquare - 3) < 1e-9) }
    }

    @Test("knots are NumPy's quantiles, without duplicates")
    func knots() throws {
        let data = try TrainingData(csv: TrainingData.fixtures.appending(path: "ridge.csv"))
        let expected = try answer()
        for usual in [[:], ["age": 50, "egfr": 90.0]] {
            let matrix = data.matrix(usual: usual)
            let harrell = try #require(HarrellShares.of(knots: 5))
            let ages = Knots(harrell, ofColumn: 0, in: matrix).values
            for (found, answer) in zip(ages, expected.ageKnots) { #expect(abs(found - answer) < 1e-12) }
            #expect(ages.count == 5)
            let quarters = Knots([0.1, 0.2, 0.5, 0.75], ofColumn: 1, in: matrix).values
            #expect(quarters.count == expected.egfrQuarters.count)
            for (found, answer) in zip(quarters, expected.egfrQuarters) { #expect(abs(found - answer) < 1e-12) }
        }
        #expect(HarrellShares.of(knots: 8) == nil)
    }
}
