import Cohorts
import Configuration
import FeatureData
import Features
import Hashing
import Records
import Scoring

/// What a run computes for its programmes: the features that a model, a rule or a list of theirs looks at, and no others.
///
/// A programme's words are features of one catalogue and lines of its own. Programmes of one catalogue are computed
/// together, where they mean the same by every name; those of another catalogue, or of another meaning, by themselves. So
/// what a programme lists does not depend on which others are made beside it.
struct ProgrammeFeatures: Sendable {
    /// The catalogues that programmes are of, whole, without the programmes' lines.
    let catalogues: [Catalogue]
    /// What is computed together: of one catalogue each, in its order, then the programmes' lines.
    let groups: [Catalogue]
    /// By programme: its place among the groups.
    let groupOfProgramme: [Int]
    /// By programme: the features that its model and its rules look at, without which it cannot be made.
    private let needed: [Set<String>]
    /// By programme: the registration facts that its rules and lists look at.
    private let facts: [Set<String>]

    /// The facts of registration that programmes may ask for.
    static let attributes = [
        "practice", "care_home", "home_id", "ethnicity", "sex", "lsoa", "neighbourhood", Attribute.providerName,
    ]

    /// - Parameters:
    ///   - models: by programme; nil where it could not be read.
    ///   - catalogueOfProgramme: by programme, whole.
    init(
        _ programmes: [Programme], models: [RiskModel?], catalogueOfProgramme: [Catalogue], _ problems: Problems
    ) {
        var catalogues: [Catalogue] = []
        var groups: [Catalogue] = []
        var (groupOfProgramme, allNeeded, facts) = ([Int](), [Set<String>](), [Set<String>]())
        for (place, programme) in programmes.enumerated() {
            let whole = catalogueOfProgramme[place]
            if !catalogues.contains(where: { $0.name == whole.name }) { catalogues.append(whole) }
            let extended = whole.adding(
                programme.features, hash: { SHA256Digest(of: $0).hexadecimal }, problems: problems)
            let names = Set(extended.featureNames)
            programme.check(
                catalogue: whole.name, isFeature: names.contains, attributes: Self.attributes,
                givesPoints: models[place].map { $0.link == .identity }, problems)
            let needed = Set(models[place]?.features.map(\.name) ?? []).union(programme.words.intersection(names))
            let own = extended.selecting(extended.families(of: needed))
            let joined = groups.indices.lazy.compactMap { group in
                groups[group].joined(with: own, of: whole).map { (group, $0) }
            }.first
            if let (group, both) = joined { groups[group] = both } else { groups.append(own) }
            groupOfProgramme.append(joined?.0 ?? groups.count - 1)
            allNeeded.append(needed)
            facts.append(programme.words.subtracting(names))
        }
        self.catalogues = catalogues
        self.groups = groups
        self.groupOfProgramme = groupOfProgramme
        needed = allNeeded
        self.facts = facts
    }

    /// All registration facts that some programme looks at.
    var allFacts: Set<String> { facts.reduce(into: []) { $0.formUnion($1) } }

    /// What Ingest must keep.
    var retention: Retention {
        let retention = groups.reduce(Retention()) { $0.union($1.retention) }
        return allFacts.contains(Attribute.providerName) ? retention.union(Attribute.providerRetention) : retention
    }

    /// The programmes that need features which somebody else computes and no source gives, each with their fields.
    /// - Parameter given: the fields of persons that sources give.
    func lacksReady(_ programmes: [Programme], given: Set<String>) -> [(programme: String, fields: [String])] {
        programmes.enumerated().compactMap { place, programme in
            let fields = groups[groupOfProgramme[place]].readyFields.filter { needed[place].contains($0.key) }.values
            let lacks = Set(fields).subtracting(given).sorted()
            return lacks.isEmpty ? nil : (programme.id, lacks)
        }
    }

    /// The programmes that cannot be made of what a run has, each with the features and facts that it lacks, and why.
    /// - Parameter attributes: the facts that the run has; nil where that cannot be told yet.
    func lacking(
        _ programmes: [Programme], _ attributes: Attributes?, _ histories: Histories
    ) -> [LackingProgramme] {
        let unavailable = groups.map { $0.unavailable(in: histories) }
        return programmes.enumerated().compactMap { place, programme in
            let missing = unavailable[groupOfProgramme[place]].filter { needed[place].contains($0.feature) }
            let unknown = attributes.map { known in facts[place].filter { known[$0] == nil }.sorted() } ?? []
            let lacks =
                missing.map { Lack(name: $0.feature, reason: $0.reason) }
                + unknown.map { Lack(name: $0, reason: "no source of this run gives it") }
                + (programme.totals?.lacks(histories) ?? [])
            return lacks.isEmpty ? nil : LackingProgramme(id: programme.id, lacks: lacks)
        }
    }
}
