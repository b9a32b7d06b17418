/// What stands for a value that nobody recorded.
extension Catalogue {
    /// The features that have a stand-in other than 0 for a value that is not known, each with NaN in its place: to count
    /// for how many it stands.
    public var withoutStandIns: Catalogue {
        let kept = features.indices.compactMap { place in
            features[place].withoutStandIn.map { (feature: $0, fingerprint: fingerprints[place]) }
        }
        return Catalogue(self, features: kept.map(\.feature), fingerprints: kept.map(\.fingerprint))
    }
}

extension FeatureDefinition {
    /// Nil where a person without rows has a value like any other: nobody counted has a count of 0.
    fileprivate var withoutStandIn: FeatureDefinition? {
        measure.withoutStandIn.map {
            FeatureDefinition(name: name, measure: $0, reason: reason, detail: detail, family: family)
        }
    }
}

extension Measure {
    fileprivate var withoutStandIn: Measure? {
        switch self {
        case .person(let person):
            guard case .field = person.value, person.below == nil, person.above == nil, !person.isReady,
                person.fallback != 0
            else {
                return nil
            }
            return .person(PersonMeasure(value: person.value, below: nil, above: nil, fallback: .nan))
        case .events(let events):
            guard events.aggregate.isOfValue, events.fallback != 0 else { return nil }
            return .events(
                EventMeasure(
                    table: events.table, filter: events.filter, filterIfGiven: events.filterIfGiven,
                    window: events.window, state: events.state, aggregate: events.aggregate, fallback: .nan))
        case .condition, .groups, .sum, .difference, .ratio: return nil
        }
    }
}

extension EventMeasure.Aggregate {
    /// Whether it is a value that was measured, which a person without rows does not have.
    fileprivate var isOfValue: Bool {
        switch self {
        case .least, .greatest, .mean, .latest, .latestListed, .earliest, .earliestListed: true
        case .rows, .days, .distinct, .any, .sum, .decayed, .change, .daysSince, .daysPast, .nights, .within: false
        }
    }
}
