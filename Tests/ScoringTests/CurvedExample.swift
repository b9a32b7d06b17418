import FeatureData
import Foundation
import Scoring

/// A model with every transform and a product, on the columns of `Example`, and its definition written out.
enum CurvedExample {
    static let knots = [20.0, 45, 65, 80]

    static let bases: [BasisTerm] = [
        BasisTerm("age"),
        BasisTerm(name: "age spline 0", inputs: [.init("age", [.spline(knots: knots, part: 0)])]),
        BasisTerm(name: "age spline 1", inputs: [.init("age", [.spline(knots: knots, part: 1)])]),
        BasisTerm(name: "log admissions to 5", inputs: [.init("admissions", [.cap(most: 5), .log1p])]),
        BasisTerm(name: "low egfr", inputs: [.init("egfr", [.below(knot: 60)])]),
        BasisTerm(name: "no egfr", inputs: [.init("egfr", [.missing])]),
        BasisTerm(
            name: "old and admitted",
            inputs: [.init("age", [.above(knot: 65)]), .init("admissions", [.log1p])]),
        BasisTerm(name: "admissions band", inputs: [.init("admissions", [.steps(edges: [1, 3], values: [0, 2, 5])])]),
        BasisTerm(name: "seven", inputs: [.init("unused", [.equals(7)])]),
        BasisTerm(name: "age squared", inputs: [.init("age"), .init("age")]),
    ]

    static let coefficients = [0.3, -0.2, 0.15, 0.5, 0.25, 0.1, -0.05, 0.2, 0.7, 0.001]

    static let model = RiskModel(
        name: "curved", version: "1", link: .logit, intercept: -3,
        features: [
            .init(name: "age", fingerprint: "a1"), .init(name: "unused", fingerprint: "u1"),
            .init(name: "egfr", fingerprint: "e1", missingAs: 85), .init(name: "admissions", fingerprint: "m1"),
        ],
        terms: bases.enumerated().map { place, basis in
            .init(basis, coefficient: coefficients[place], mean: 0.5 * Double(place), scale: 1 + Double(place))
        },
        goldenVectors: Example.rows.filter { $0.allSatisfy(\.isFinite) }.map {
            GoldenVector(values: $0, linearPredictor: linearPredictor($0))
        })

    static let rows = Example.rows + [[82, 7, .nan, 4], [19, 0, .nan, 0]]

    static func matrix() -> FeatureMatrix { Example.matrix(rows) }

    /// The terms of a row, from their definitions.
    static func terms(_ row: [Double]) -> [Double] {
        let (age, unused, egfr, admissions) = (row[0], row[1], row[2], row[3])
        func cube(_ value: Double) -> Double { pow(max(value, 0), 3) }
        func spline(_ part: Int) -> Double {
            let tail =
                cube(age - 65) * (80 - knots[part]) / 15 - cube(age - 80) * (65 - knots[part]) / 15
            return (cube(age - knots[part]) - tail) / pow(80 - 20, 2)
        }
        let filled = egfr.isNaN ? 85 : egfr
        return [
            age, spline(0), spline(1), log(1 + min(admissions, 5)), max(0, 60 - filled), egfr.isNaN ? 1 : 0,
            max(0, age - 65) * log(1 + admissions), admissions < 1 ? 0 : admissions < 3 ? 2 : 5, unused == 7 ? 1 : 0,
            age * age,
        ]
    }

    static func linearPredictor(_ row: [Double]) -> Double {
        terms(row).enumerated().reduce(-3) { sum, term in
            let (place, value) = (Double(term.offset), term.element)
            return sum + coefficients[term.offset] * (value - 0.5 * place) / (1 + place)
        }
    }
}
