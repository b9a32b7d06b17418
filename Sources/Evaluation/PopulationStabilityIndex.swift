import Foundation

/// The population stability index: how far the people of tonight lie from those of a reference, by one quantity that is
/// cut into bins. The sum over bins of (q - p) ln(q / p), p and q being the bin's share of the reference and of tonight.
///
/// Siddiqi, *Credit Risk Scorecards* (Wiley, 2006), whose rule is in general use: under 0.1 no change worth attention,
/// from there to 0.25 a change to look into, over it a shift. It has no allowance for chance, which adds about
/// (bins - 1) (1 / n + 1 / m) to it (Yurdakul and Naranjo, J Risk Model Validation 2020; 14(4)): of few people none is told.
public enum PopulationStabilityIndex {
    /// From here on a change is to be looked into.
    public static let notable = 0.1
    /// Over this it is a shift.
    public static let shifted = 0.25
    /// The fewest people, of the reference and of tonight, of whom an index is told.
    public static let fewestPeople = 500

    /// What an empty bin's share is taken as, for its logarithm.
    private static let leastShare = 1e-4

    /// - Parameters:
    ///   - reference: people by bin.
    ///   - now: people by the same bins.
    /// - Returns: nil of too few people.
    public static func value(reference: [Int], now: [Int]) -> Double? {
        precondition(reference.count == now.count)
        let totals = (reference: reference.reduce(0, +), now: now.reduce(0, +))
        guard min(totals.reference, totals.now) >= fewestPeople else { return nil }
        return zip(reference, now).reduce(0) { sum, bin in
            let before = max(leastShare, Double(bin.0) / Double(totals.reference))
            let after = max(leastShare, Double(bin.1) / Double(totals.now))
            return sum + (after - before) * log(after / before)
        }
    }
}
