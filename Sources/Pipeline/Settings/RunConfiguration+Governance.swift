import Configuration
import Identity
import Ingest
import Records

/// Which law lets sources be used. People who do not exist need none: of what is declared `synthetic`, and of nothing
/// else, nothing is asked, whatever else is waived for a demonstration.
extension RunConfiguration {
    /// Tells what keeps the sources from being used for lists of people on a day, and today.
    func checkGovernance(on day: Day, _ problems: Problems) {
        guard !isSynthetic else { return }
        for source in sources { source.checkGovernance(on: Clock.latest(day), problems) }
    }

    /// For what lists or names people: each source must have a legal basis in force.
    /// - Throws: `SettingsRefused` with every source that may not be used on a day.
    func requireLegalBasis(on day: Day) throws {
        let problems = Problems()
        checkGovernance(on: day, problems)
        try problems.throwIfAny()
    }

    /// For what lists nobody, such as a fit: a legal basis that is stated must be in force. One must be stated where the
    /// ids are NHS numbers; extracts that come pseudonymised are often let out for research under an agreement that
    /// whoever pseudonymised them holds, and may say nothing.
    /// - Throws: `SettingsRefused` with every source that may not be used today: the dates of rows waive no review.
    func requireGovernance() throws {
        guard !isSynthetic else { return }
        let problems = Problems()
        for source in sources where idKind == .nhsNumber || source.legalBasis != nil || source.reviewOn != nil {
            source.checkGovernance(on: Clock.today, problems)
        }
        try problems.throwIfAny()
    }

    /// The reviews that are past today of those legal bases that are stated.
    var pastReviews: [String] {
        guard !isSynthetic else { return [] }
        let problems = Problems()
        let lacking = Set(sourcesWithoutLegalBasis)
        for source in sources where !lacking.contains(source.name) {
            source.checkGovernance(on: Clock.today, problems)
        }
        return problems.sorted.map(\.description)
    }

    /// The names of those sources that do not say by which law, or until when, they may be used.
    var sourcesWithoutLegalBasis: [String] {
        isSynthetic ? [] : sources.filter { $0.legalBasis?.isEmpty != false || $0.reviewOn == nil }.map(\.name)
    }
}
