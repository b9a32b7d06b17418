import FeatureData
import Scoring
import Testing

@Suite("The ranking")
struct RankingTests {
    private static func order(_ predictors: [Double]) -> [Int] {
        Ranking.order(of: predictors.map { _ in true }, by: predictors.map(Ranking.quantised)).map { Int($0) }
    }

    @Test("orders the eligible rows, and no others, however far apart they are")
    func some() {
        #expect(Ranking.order(of: [true, false, true, false, true], by: [7, 9, 7, 9, .max]) == [4, 0, 2])
        #expect(Ranking.order(of: [true, true, true], by: [.min, 0, .max]) == [2, 1, 0])
    }

    @Test("puts the highest linear predictor first and ties in row order")
    func order() {
        let order = Self.order([0.5, -3, 0.5, 2, -3.5, 0.5])
        #expect(order == [3, 0, 2, 5, 1, 4])
    }

    @Test("takes differences under half of 1e-9 as ties")
    func quantised() {
        #expect(Ranking.quantised(1.0000000004) == 1_000_000_000)
        #expect(Ranking.quantised(-0.0000000006) == -1)
        #expect(Self.order([1, 1.0000000004, 1.0000000006]) == [2, 0, 1])
    }

    @Test("keeps what is too large in order")
    func extremes() {
        #expect(Ranking.quantised(1e300) == .max)
        #expect(Ranking.quantised(-1e300) == .min)
        #expect(Self.order([-1e300, 0, 1e300]) == [2, 1, 0])
    }

    @Test("agrees with a sort by the definition")
    func definition() {
        var state: UInt64 = 42
        let predictors = (0..<5000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / 2_000_000 - 4
        }
        let expected = predictors.indices.sorted {
            let (left, right) = (Ranking.quantised(predictors[$0]), Ranking.quantised(predictors[$1]))
            return left != right ? left > right : $0 < $1
        }
        #expect(Self.order(predictors) == expected)
        #expect(Self.order([]).isEmpty)
    }
}
