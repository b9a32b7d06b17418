import Accounts
import Ingest
import Records
import Tabular

/// What a run's sources held, in numbers: what the next run is compared with. It stands in the manifest.
struct Baseline: Sendable, Equatable {
    /// Rows of the opt-outs source; nil where objections are applied upstream.
    var optOuts: Int?
    /// The same by kind of objection: one kind's feed may fail while another's comes.
    var optOutKinds: [String: Int]
    /// Registered people whom the opt-outs bar, by practice: rows that are repeated, and rows of nobody, are not among
    /// them, and of a list of those who may be looked at they are the others. Nil where objections are applied upstream,
    /// and of a run that did not count them.
    var objectors: [String: Int]?
    /// Registered people whom the opt-outs name, by kind of objection and practice.
    var objectorKinds: [String: [String: Int]]
    /// Persons registered, by practice.
    var practices: [String: Int]
    /// Accepted rows, by source and practice.
    var feeds: [String: [String: Int]]
    /// Rows with a value, by source and field.
    var given: [String: [String: Int]]
    /// Nil of a run that did not count them.
    var recent: RecentFeeds?

    /// - Parameters:
    ///   - sources: none where nothing was read but who is registered and who objects.
    ///   - recent: nil there, too.
    init(
        _ account: OptOutAccount, of persons: Persons, sources: [SourceQuality] = [], recent: RecentFeeds? = nil
    ) {
        self.recent = recent
        optOuts = account.rows
        optOutKinds = account.kinds
        objectors = account.rows.map { _ in persons.objectorsByPractice }
        objectorKinds = account.persons.mapValues { persons.countsByPractice($0.lazy.map { Int($0) }) }
        practices = persons.registeredByPractice
        feeds = [:]
        given = [:]
        for source in sources {
            if !source.acceptedByPractice.isEmpty { feeds[source.source] = source.acceptedByPractice }
            given[source.source] = Dictionary(source.completeness.map { ($0.field, $0.given) }) { first, _ in first }
        }
    }

    /// - Parameter facts: the `baseline` of a manifest's facts; nil where it is none.
    init?(_ facts: JSONValue?) {
        guard case .object(let members)? = facts, let practices = members["practices"]?.asCounts,
            let feeds = members["feeds"]?.countsByName, let given = members["given"]?.countsByName
        else { return nil }
        optOuts = members["opt_outs"]?.asInteger
        optOutKinds = members["opt_out_kinds"]?.asCounts ?? [:]
        objectors = members["objectors"]?.asCounts
        objectorKinds = members["objector_kinds"]?.countsByName ?? [:]
        self.practices = practices
        self.feeds = feeds
        self.given = given
        recent = RecentFeeds(rows: members["recent"], given: members["recent_given"])
    }

    var json: JSONValue {
        let recent = recent?.json
        return [
            "opt_outs": optOuts.map { .integer($0) } ?? .null,
            "opt_out_kinds": .object(optOutKinds.mapValues { .integer($0) }),
            "objectors": objectors.map { .object($0.mapValues { .integer($0) }) } ?? .null,
            "objector_kinds": .object(objectorKinds.mapValues { .object($0.mapValues { .integer($0) }) }),
            "practices": .object(practices.mapValues { .integer($0) }),
            "feeds": .object(feeds.mapValues { .object($0.mapValues { .integer($0) }) }),
            "given": .object(given.mapValues { .object($0.mapValues { .integer($0) }) }),
            "recent": recent?.rows ?? .null, "recent_given": recent?.given ?? .null,
        ]
    }

    /// With the last good numbers of what was held, and of sources that did not come, so that tomorrow is not compared
    /// with tonight's gap.
    func keeping(_ previous: Baseline, for held: Set<String>) -> Baseline {
        var kept = self
        kept.feeds.merge(previous.feeds) { now, _ in now }
        kept.given.merge(previous.given) { now, _ in now }
        if let before = previous.recent { kept.recent = recent?.keeping(before, of: held) }
        for practice in held {
            kept.practices[practice] = previous.practices[practice]
            kept.objectors?[practice] = previous.objectors?[practice]
            for (kind, counts) in previous.objectorKinds {
                kept.objectorKinds[kind, default: [:]][practice] = counts[practice]
            }
            for (source, counts) in previous.feeds { kept.feeds[source, default: [:]][practice] = counts[practice] }
        }
        if !held.isEmpty {
            for (source, fields) in previous.given {
                for (field, count) in fields where kept.given[source]?[field, default: 0] == 0 {
                    kept.given[source]?[field] = count
                }
            }
        }
        return kept
    }
}

extension JSONValue {
    var countsByName: [String: [String: Int]]? { asObject?.compactMapValues(\.asCounts) }
}
