import Configuration
import Records

/// Catalogues as programmes need them: with lines of a programme's own, without what nobody asks for, and together.
extension Catalogue {
    /// The catalogue with more features after its own, which may name its filters and its features.
    /// - Parameters:
    ///   - items: as in a catalogue's `features`.
    ///   - hash: SHA-256 of a text, as hexadecimal digits.
    public func adding(_ items: [Setting], hash: (String) -> String, problems: Problems) -> Catalogue {
        guard !items.isEmpty else { return self }
        var reader = CatalogueReader(after: self, problems: problems)
        reader.read(more: items)
        let all = reader.features
        let added = Self.fingerprints(of: all[features.count...], among: all, lists, hash)
        return Catalogue(self, features: all, fingerprints: fingerprints + added)
    }

    /// The names of the features that are of one family with any of those named, these included: what a list tells of
    /// one, it tells with the others' facts.
    public func families(of names: Set<String>) -> Set<String> {
        let families = Set(features.filter { names.contains($0.name) }.map(\.family))
        return Set(features.filter { families.contains($0.family) }.map(\.name))
    }

    /// The features that are named, and those that they are computed from.
    public func selecting(_ names: Set<String>) -> Catalogue {
        var names = names
        // What a feature is computed from stands before it.
        for feature in features.reversed() where names.contains(feature.name) { names.formUnion(feature.measure.parts) }
        let kept = features.indices.filter { names.contains(features[$0].name) }
        return Catalogue(self, features: kept.map { features[$0] }, fingerprints: kept.map { fingerprints[$0] })
    }

    /// Two selections of one catalogue, each with lines of its own, as one: its columns in their order, then those
    /// lines; nil where the two have different catalogues, or mean different things by one name.
    ///
    /// - Parameter whole: the catalogue that both are of.
    public func joined(with other: Catalogue, of whole: Catalogue) -> Catalogue? {
        guard name == other.name, fingerprint == other.fingerprint else { return nil }
        var places: [String: Int] = [:]
        for (place, feature) in features.enumerated() { places[feature.name] = place }
        var more: [Int] = []
        for (place, feature) in other.features.enumerated() {
            guard let own = places[feature.name] else {
                more.append(place)
                continue
            }
            guard fingerprints[own] == other.fingerprints[place], features[own] == feature else { return nil }
        }
        let all =
            zip(features, fingerprints).map { ($0, $1) }
            + more.map { (other.features[$0], other.fingerprints[$0]) }
        let order = Dictionary(uniqueKeysWithValues: zip(whole.featureNames, 0...))
        let sorted = all.enumerated().sorted { left, right in
            let (mine, its) = (order[left.element.0.name] ?? .max, order[right.element.0.name] ?? .max)
            return (mine, left.offset) < (its, right.offset)
        }
        return Catalogue(self, features: sorted.map { $0.element.0 }, fingerprints: sorted.map { $0.element.1 })
    }

    /// The features that a population cannot give, each with the reason, in catalogue order.
    public func unavailable(in histories: Histories) -> [(feature: String, reason: String)] {
        let availability = Availability(histories: histories, lists: lists)
        var names = Set<String>()
        return features.compactMap { feature in
            guard let reason = availability.reason(against: feature.measure, unavailable: names) else { return nil }
            names.insert(feature.name)
            return (feature.name, reason)
        }
    }
}
