import Foundation

/// The cohort of a share, slowly and obviously, from an export of features and a model file.
///
/// Linear predictor: intercept + the sum of coefficient x (transformed value - mean) / scale; a feature contributes the
/// sum of its terms. Rank: by it, rounded to 1e-9, the
/// highest first, ties by person id.
struct SlowRanking {
    struct Person {
        let id: String
        let practice: String
        let predictor: Double
        /// In column order.
        let contributions: [(name: String, value: Double)]
        var rank = 0
        var rankInPractice = 0

        var risk: Double { 1 / (1 + exp(-predictor)) }
        var largest: ArraySlice<(name: String, value: Double)> {
            contributions.enumerated()
                .sorted {
                    $0.element.value != $1.element.value ? $0.element.value > $1.element.value : $0.offset < $1.offset
                }
                .map(\.element).prefix(5)
        }
    }

    private struct Model: Decodable {
        struct Term: Decodable {
            struct Input: Decodable {
                let feature: String
                let transforms: [Transform]
            }
            let inputs: [Input]
            let coefficient: Double
            let mean: Double
            let scale: Double

            func contribution(_ value: Double) -> Double {
                coefficient * (inputs[0].transforms.reduce(value) { $1.applied(to: $0) } - mean) / scale
            }
        }

        struct Transform: Decodable {
            let method: String
            let knots: [Double]?
            let part: Int?

            /// The spline by Harrell's formula (*Regression Modeling Strategies*, 2nd edition, 2.4.5), as it is printed.
            func applied(to value: Double) -> Double {
                guard method == "spline", let t = knots, let part else { return log(1 + value) }
                func cube(_ knot: Double) -> Double { pow(max(value - knot, 0), 3) }
                let (last, before) = (t[t.count - 1], t[t.count - 2])
                let tails = cube(before) * (last - t[part]) - cube(last) * (before - t[part])
                return (cube(t[part]) - tails / (last - before)) / pow(last - t[0], 2)
            }
        }
        let intercept: Double
        let terms: [Term]
    }

    /// The adults, in rank order.
    let adults: [Person]

    /// - Parameter practices: by person.
    init(features: URL, model: URL, practices: [String: String]) throws {
        let model = try JSONDecoder().decode(Model.self, from: Data(contentsOf: model))
        let lines = try String(contentsOf: features, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let names = lines[0]
        // No term of these models is a product.
        let terms = Dictionary(grouping: model.terms) { $0.inputs[0].feature }
        let age = names.firstIndex(of: "age")!
        var adults: [Person] = lines.dropFirst().filter { Double($0[age])! >= 18 }.map { line in
            let contributions = zip(names, line).compactMap { name, text -> (String, Double)? in
                terms[name].map { (name, $0.reduce(0) { $0 + $1.contribution(Double(text)!) }) }
            }
            return Person(
                id: line[0], practice: practices[line[0]]!,
                predictor: contributions.reduce(model.intercept) { $0 + $1.1 }, contributions: contributions)
        }
        func key(_ person: Person) -> Double { (person.predictor * 1e9).rounded() }
        adults.sort {
            key($0) != key($1) ? key($0) > key($1) : Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8))
        }
        var seen: [String: Int] = [:]
        for place in adults.indices {
            seen[adults[place].practice, default: 0] += 1
            adults[place].rank = place + 1
            adults[place].rankInPractice = seen[adults[place].practice]!
        }
        self.adults = adults
    }

    /// ceil(4% of the adults) of those who are not left out.
    func cohort(leavingOut excluded: Set<String>) -> [Person] {
        Array(adults.filter { !excluded.contains($0.id) }.prefix((adults.count * 4 + 99) / 100))
    }
}
