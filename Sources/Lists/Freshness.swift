import Tabular

extension ListHeader {
    /// How fresh the facts of the list are, in one line without a full stop: the day up to which most sources tell, those
    /// that tell up to another, and those that are missing. No facts are of after the index date. Nil where the list knows
    /// no sources.
    var freshness: String? {
        guard !sources.isEmpty else { return nil }
        let given = sources.filter { !$0.isMissing }
        let byDay = Dictionary(grouping: given.filter { $0.day != nil }) { min($0.day ?? "", indexDate) }
        // The most sources; of as many, the latest day.
        let usual = byDay.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.key
        var parts = [usual.map { "Facts as of \(DateWords.words($0))" } ?? "Facts as of days that are not stated"]
        for day in byDay.keys.sorted().reversed() where day != usual {
            parts.append("\(Self.names(byDay[day] ?? [])) \(DateWords.words(day))")
        }
        let undated = given.filter { $0.day == nil }
        if usual != nil, !undated.isEmpty { parts.append("not stated: \(Self.names(undated))") }
        let missing = sources.filter(\.isMissing)
        if !missing.isEmpty { parts.append("missing: \(Self.names(missing))") }
        if isHeld {
            parts.append("held: " + (heldFrom.map { "the list is that of \(DateWords.words($0))" } ?? "see below"))
        }
        return parts.joined(separator: "; ")
    }

    private static func names(_ sources: [ListSource]) -> String {
        sources.map { $0.name.replacing("_", with: " ") }.joined(separator: ", ")
    }
}

extension ListSource {
    /// ISO: the day that it tells of; where it does not say so, the day on which it was extracted.
    fileprivate var day: String? { completeTo ?? extractedOn }
}
