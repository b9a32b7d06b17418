import Cohorts
import FeatureData
import TestSupport

extension Candidates {
    /// A population of up to `most` people, often with ties, sometimes with nobody eligible.
    static func random(most: Int, using random: inout SplitMix) -> Candidates {
        let people = Int.random(in: 0...most, using: &random)
        let span = [Int64(1), 5, 1_000, 20_000_000_000].randomElement(using: &random)!
        let predictors = (0..<people).map { _ in Int64.random(in: -span...span, using: &random) }
        let shareEligible = [0, 0.5, 1].randomElement(using: &random)!
        let shareExcluded = [0, 0.1, 0.9, 1].randomElement(using: &random)!
        var exclusions: [RowID: Int] = [:]
        for row in 0..<people where Double.random(in: 0..<1, using: &random) < shareExcluded {
            exclusions[RowID(row)] = Int.random(in: 0...2, using: &random)
        }
        return Candidates(
            predictors: predictors, risks: predictors.map { Double($0 + span) / Double(2 * span) },
            eligible: (0..<people).map { _ in Double.random(in: 0..<1, using: &random) < shareEligible },
            attributes: attributes(people, using: &random), exclusions: exclusions)
    }

    /// Two to four practices, in two neighbourhoods.
    private static func attributes(_ people: Int, using random: inout SplitMix) -> Attributes {
        let practices = Int.random(in: 2...4, using: &random)
        let codes = (0..<people).map { _ in Int.random(in: 1...practices, using: &random) }
        return Attributes(
            rowCount: people,
            [
                Attribute(name: "practice", texts: codes.map { "L8100\($0)" }),
                Attribute(name: "neighbourhood", texts: codes.map { $0.isMultiple(of: 2) ? "East" : "West" }),
            ])
    }
}
