/// The naive figure: the events of a group after its index days, against those before.
///
/// It takes people for their own controls, and needs that nothing but the list would have changed. That is never so: who
/// is chosen for a bad time before has, on average, a better one after (regression to the mean; Galton, Journal of the
/// Anthropological Institute 1886; 15: 246-263).
struct BeforeAndAfter {
    let people: [FollowedPerson]

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        await ImpactEffect(
            bootstrap, persons: people.map(\.key), rows: people.map { [1, Double($0.after), Double($0.before)] }
        ) { sums in (had: sums[1] / sums[0], expected: sums[2] / sums[0]) }
    }
}
