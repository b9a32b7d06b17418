/// Those listed against those who would have been, and were drawn by lot not to be: by intention to treat, the mean
/// number of events after the index day.
///
/// It needs nothing of the people, since the draw alone tells the two apart; it needs that those held out were not
/// helped all the same, and that the rest are not worse off for them (Rubin, Journal of Educational Psychology 1974; 66:
/// 688-701).
struct RandomisedComparison {
    let listed: [FollowedPerson]
    let heldOut: [FollowedPerson]

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        await ImpactEffect(
            bootstrap, persons: (listed + heldOut).map(\.key),
            rows: listed.map { [1, Double($0.after), 0, 0] } + heldOut.map { [0, 0, 1, Double($0.after)] }
        ) { sums in (had: sums[1] / sums[0], expected: sums[3] / sums[2]) }
    }
}
