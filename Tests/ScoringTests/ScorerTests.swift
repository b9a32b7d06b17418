import FeatureData
import Foundation
import Scoring
import Testing

@Suite("A scorer")
struct ScorerTests {
    let scorer: Scorer
    let matrix = Example.matrix()

    init() throws { scorer = try Example.model.bind(to: Example.columns) }

    @Test("finds the linear predictor of the definition")
    func linearPredictors() {
        for (predictor, row) in zip(scorer.linearPredictors(matrix), Example.rows) {
            #expect(abs(predictor - Example.linearPredictor(row)) < 1e-9)
        }
    }

    @Test("gives a row the same bits in any block")
    func blocks() {
        let whole = scorer.linearPredictors(matrix)
        for (index, row) in Example.rows.enumerated() {
            let alone = scorer.linearPredictors(Example.matrix([row]))
            #expect(alone[0].bitPattern == whole[index].bitPattern)
        }
        let reversed = scorer.linearPredictors(Example.matrix(Example.rows.reversed()))
        #expect(Array(reversed.reversed()) == whole)
    }

    @Test("gives contributions that add up to the linear predictor less the intercept")
    func contributionsAddUp() {
        for (index, predictor) in scorer.linearPredictors(matrix).enumerated() {
            let sum = scorer.contributions(of: RowID(index), in: matrix).reduce(0) { $0 + $1.value }
            #expect(abs(sum - (predictor - Example.model.intercept)) < 1e-9)
        }
    }

    @Test("tells the largest contributions first")
    func largestContributions() {
        let largest = scorer.largestContributions(2, of: RowID(0), in: matrix)
        #expect(largest.map(\.column) == [3, 0])
        #expect(abs(largest[0].value - 0.6 * 1.8 / 0.7) < 1e-15)
    }

    @Test("orders equal contributions by column")
    func tiedContributions() {
        // At the means, all three are 0.
        #expect(scorer.largestContributions(5, of: RowID(2), in: matrix).map(\.column) == [0, 2, 3])
    }

    @Test("turns a linear predictor into a risk, calibrated")
    func scores() throws {
        #expect(scorer.score(0) == 0.5)
        #expect(abs(scorer.score(-2.5) - 1 / (1 + exp(2.5))) < 1e-15)
        var calibrated = Example.model
        calibrated.calibration = .linear(intercept: 0.5, slope: 2)
        #expect(abs(try calibrated.bind(to: Example.columns).score(-1) - 1 / (1 + exp(1.5))) < 1e-15)
    }

    @Test("reproduces a published points score", .enabled(if: PublishedScore.isPresent, "shared/scores is absent"))
    func publishedScore() throws {
        let points = try PublishedScore.points()
        let columns = points.map { FeatureColumn(name: $0.item, usual: 0, fingerprint: "published", reason: "") }
        let model = RiskModel(
            name: "cha2ds2vasc", version: "2010", link: .identity, intercept: 0,
            features: points.map { .init(name: $0.item, fingerprint: "published") },
            terms: points.map { .init(BasisTerm($0.item), coefficient: $0.points) })
        var matrix = FeatureMatrix(columns: columns)
        let everyone = (0..<(1 << points.count)).map { person in points.indices.map { Double(person >> $0 & 1) } }
        for person in everyone { matrix.append(row: person) }
        let scorer = try model.bind(to: columns)
        let scores = scorer.scores(scorer.linearPredictors(matrix))
        for (score, person) in zip(scores, everyone) {
            let expected = zip(points, person).filter { $1 == 1 }.reduce(0.0) { $0 + $1.0.points }
            #expect(abs(score - expected) < 1e-9)
        }
        // Everything but age 65 to 74, which excludes age 75 or over: the highest published score is 9.
        let worst = points.map { $0.item == "age_65_to_74" ? 0.0 : 1.0 }
        #expect(scores[everyone.firstIndex(of: worst)!] == 9)
    }

    private static func scorer(_ link: RiskModel.Link, _ calibration: RiskModel.Calibration) throws -> Scorer {
        try RiskModel(
            name: "m", version: "1", link: link, intercept: 0, features: Example.model.features,
            terms: Example.model.terms, calibration: calibration
        ).bind(to: Example.columns)
    }

    @Test("finds the line of points at their number, however large", arguments: [-2e6, 0, 0.1, 99, 150, 1_234.5, 9e6])
    func lineOfPoints(points: Double) throws {
        #expect(try Self.scorer(.identity, .identity).lowestPredictor(scoring: points) == Ranking.quantised(points))
    }

    @Test("finds the line of a risk: what is one quantum lower has less", arguments: [1e-6, 0.04, 0.2, 0.5, 0.999])
    func lineOfRisk(risk: Double) throws {
        for calibration in [
            RiskModel.Calibration.identity, .linear(intercept: -0.3, slope: 0.8),
            .isotonic(predictors: [-20, 0, 200], risks: [0, 0.3, 1]),
        ] {
            let scorer = try Self.scorer(.logit, calibration)
            let line = try #require(scorer.lowestPredictor(scoring: risk))
            #expect(scorer.score(Double(line) / 1e9) >= risk && scorer.score(Double(line - 1) / 1e9) < risk)
        }
    }

    @Test("has no line of what everybody has, and the highest there can be of what nobody has")
    func lineOfAll() throws {
        let scorer = try Self.scorer(.logit, .isotonic(predictors: [-1, 1], risks: [0.1, 0.3]))
        #expect(scorer.lowestPredictor(scoring: 0.1) == nil)
        #expect(scorer.lowestPredictor(scoring: 0.4) == .max)
    }
}

/// CHA2DS2-VASc (Lip and others, Chest 2010), which lies beside the repository and not in it.
private enum PublishedScore {
    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/scores/cha2ds2vasc.csv")

    static let isPresent = FileManager.default.fileExists(atPath: file.path)

    static func points() throws -> [(item: String, points: Double)] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.dropFirst().map { line in
            let fields = line.split(separator: ",")
            return (String(fields[0]), Double(fields[1])!)
        }
    }
}
