/// Those listed against those whom the same rule would have chosen on a day before there was a list: what became of the
/// earlier group's events is what no effect looks like, and is taken for what those listed had to expect.
///
/// A difference in differences of ratios. It needs that regression to the mean is the same at both times, as it is where
/// rule, model and records are, and that nothing else changed between them (parallel trends; Angrist and Pischke, Mostly
/// Harmless Econometrics 2009, 5.2). A person may be of both groups; the bootstrap draws them for both.
struct EarlierGroupComparison {
    let listed: [FollowedPerson]
    let earlier: [FollowedPerson]

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        await ImpactEffect(
            bootstrap, persons: (listed + earlier).map(\.key),
            rows: listed.map { [1, Double($0.after), Double($0.before), 0, 0] }
                + earlier.map { [0, 0, 0, Double($0.after), Double($0.before)] }
        ) { sums in (had: sums[1] / sums[0], expected: sums[2] / sums[0] * sums[3] / sums[4]) }
    }
}
