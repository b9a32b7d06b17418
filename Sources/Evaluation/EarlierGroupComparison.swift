/// Those listed against those whom the same rule would have chosen on a day before there was a list: what became of the
/// earlier group's events is what no effect looks like, and is taken for what those listed had to expect.
///
/// A difference in differences of ratios. It needs that regression to the mean is the same at both times, as it is where
/// rule, model and records are. What else changed between them is told by those next in rank, on no list at either time:
/// by as much as their ratio of events after to events before changed, that of those listed is expected to have changed
/// too, which makes it a difference of three (triple differences; Gruber, American Economic Review 1994; 84: 622-641; Olden
/// and Moen, Econometrics Journal 2022; 25: 531-553). Without such people it needs that nothing changed (parallel trends;
/// Angrist and Pischke, Mostly Harmless Econometrics 2009, 5.2). A person may be of several groups; the bootstrap draws
/// them for all.
struct EarlierGroupComparison {
    let listed: [FollowedPerson]
    let earlier: [FollowedPerson]
    /// Next in rank on the days of the lists, and on the earlier days; both empty where nothing is allowed for.
    var unlisted: [FollowedPerson] = []
    var unlistedEarlier: [FollowedPerson] = []

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        let isAdjusted = !unlisted.isEmpty && !unlistedEarlier.isEmpty
        let groups = [listed, earlier] + (isAdjusted ? [unlisted, unlistedEarlier] : [])
        return await ImpactEffect(bootstrap, persons: groups.flatMap { $0.map(\.key) }, rows: Self.rows(groups)) {
            sums in
            let trend = isAdjusted ? Self.trend(sums[5..<9]) : 1
            return (had: sums[1] / sums[0], expected: sums[2] / sums[0] * sums[3] / sums[4] * trend)
        }
    }

    /// By how much the ratio of events after to before changed among those on no list, from the earlier days on; 0 is no
    /// change.
    func trend(_ bootstrap: Bootstrap) async -> Estimate {
        let groups = [[], [], unlisted, unlistedEarlier]
        let persons = groups.flatMap { $0.map(\.key) }
        return await bootstrap.estimates(persons: persons, rows: Self.rows(groups)) { [Self.trend($0[5..<9]) - 1] }[0]
    }

    /// - Parameter sums: events after and before of those on no list, then of those of the earlier days.
    private static func trend(_ sums: ArraySlice<Double>) -> Double {
        let s = Array(sums)
        return s[0] / s[1] / (s[2] / s[3])
    }

    /// Of each person: whether they are listed, and the events after and before of each group in its own columns.
    private static func rows(_ groups: [[FollowedPerson]]) -> [[Double]] {
        groups.enumerated().flatMap { place, people in
            people.map { person in
                var row = [Double](repeating: 0, count: 1 + 2 * groups.count)
                if place == 0 { row[0] = 1 }
                row[1 + 2 * place] = Double(person.after)
                row[2 + 2 * place] = Double(person.before)
                return row
            }
        }
    }
}
