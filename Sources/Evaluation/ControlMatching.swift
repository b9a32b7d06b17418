/// Finds for each of those listed somebody who is as they are and was not.
///
/// One to one and without replacement, issue after issue: of the same stratum, within the calipers, the nearest by the
/// sum of the squared differences in calipers. Those listed choose in the order of their keys, which is by lot (Austin,
/// Statistics in Medicine 2014; 33: 1057-1069, compares such orders).
public struct ControlMatching: Sendable {
    /// Of log-odds: odds that differ by a fifth at most.
    public static let predictorCaliper = 0.2
    /// Years.
    public static let ageCaliper = 10
    public static let conditionCaliper = 2

    public struct Pair: Sendable, Equatable {
        public let listed: MatchingPerson
        public let control: MatchingPerson
    }

    public private(set) var pairs: [Pair] = []
    /// Those for whom nobody was found.
    public private(set) var unmatched: [MatchingPerson] = []
    private var used: Set<UInt64> = []

    public init() {}

    /// Matches those who came on to one issue.
    /// - Parameter pool: who was on no list by then.
    public mutating func match(_ listed: [MatchingPerson], among pool: [MatchingPerson]) {
        var strata: [Int: [MatchingPerson]] = [:]
        for one in pool where !used.contains(one.person.key) { strata[one.stratum, default: []].append(one) }
        for stratum in strata.keys {
            strata[stratum]!.sort { ($0.predictor, $0.person.key) < ($1.predictor, $1.person.key) }
        }
        for one in listed.sorted(by: { $0.person.key < $1.person.key }) {
            if let control = nearest(to: one, in: strata[one.stratum] ?? []) {
                used.insert(control.person.key)
                pairs.append(Pair(listed: one, control: control))
            } else {
                unmatched.append(one)
            }
        }
    }

    /// - Parameter sorted: by predictor.
    private func nearest(to one: MatchingPerson, in sorted: [MatchingPerson]) -> MatchingPerson? {
        var found: (person: MatchingPerson, distance: Double)?
        var place = sorted.partitioningIndex { $0.predictor >= one.predictor - Self.predictorCaliper }
        while place < sorted.count, sorted[place].predictor <= one.predictor + Self.predictorCaliper {
            let other = sorted[place]
            place += 1
            guard other.person.key != one.person.key, !used.contains(other.person.key),
                let distance = Self.distance(one, other)
            else { continue }
            if distance < found?.distance ?? .infinity { found = (other, distance) }
        }
        return found?.person
    }

    /// Nil beyond a caliper.
    private static func distance(_ one: MatchingPerson, _ other: MatchingPerson) -> Double? {
        let (age, conditions) = (abs(one.age - other.age), abs(one.conditions - other.conditions))
        guard age <= ageCaliper, conditions <= conditionCaliper else { return nil }
        let parts = [
            (one.predictor - other.predictor) / predictorCaliper, Double(age) / Double(ageCaliper),
            Double(conditions) / Double(conditionCaliper),
        ]
        return parts.reduce(0) { $0 + $1 * $1 }
    }
}
