import Accounts
import Ingest
import Records

/// The practices whose lists are held tonight, because what came in of them is not what came before.
struct Holds: Sendable, Equatable {
    /// By practice code: why, in plain words.
    private(set) var reasons: [String: [String]] = [:]
    /// Those whose registrations did not all come: that somebody is not among them says nothing.
    private(set) var lackingPeople: Set<String> = []

    /// A practice with no more than this share of the people it had is held.
    static let shareHeldAt = 0.85
    /// Opt-outs below this share of what they were stop the run.
    static let leastShareOfOptOuts = 0.8
    /// Of a kind of objection that had fewer, a fifth less says nothing.
    static let fewestOptOutsOfKind = 20
    /// A feed that gave a practice fewer rows than this says nothing by its silence.
    static let fewestRowsToMiss = 20

    var practices: Set<String> { Set(reasons.keys) }

    /// Nothing is held.
    init() {}

    /// - Parameter absent: the tables that tonight does without, of which features are: the programmes that need one are
    ///   not made, and the others need not be held for it.
    /// - Throws: `PipelineError.optOutsCollapsed`, `objectorsCollapsed`, `optOutKindCollapsed`.
    init(
        _ tonight: Baseline, after previous: Baseline, sources: [SourceQuality], plan: IngestPlan, absent: Set<Table>
    ) throws {
        try Self.checkOptOuts(tonight, after: previous)
        let all = Set(previous.practices.keys).union(tonight.practices.keys)
        for (practice, before) in previous.practices {
            let now = tonight.practices[practice] ?? 0
            if now == 0 {
                lackingPeople.insert(practice)
                hold(practice, "the practice is missing from the registrations")
            } else if Double(now) <= Self.shareHeldAt * Double(before) {
                lackingPeople.insert(practice)
                hold(practice, "the practice's registered people fell from \(before) to \(now)")
            }
        }
        let absentSources = Set(plan.sources.lazy.filter { absent.contains($0.table) }.map(\.name))
        for (source, counts) in previous.feeds where !absentSources.contains(source) {
            for (practice, before) in counts
            where before >= Self.fewestRowsToMiss && (tonight.feeds[source]?[practice] ?? 0) == 0 {
                hold(practice, "the source \(source) has nothing of the practice")
            }
        }
        for (source, fields) in previous.given {
            // A column that is gone altogether is not even counted.
            guard let now = tonight.given[source] else { continue }
            for (field, before) in fields where before > 0 && now[field, default: 0] == 0 {
                for practice in all { hold(practice, "the source \(source) has no \(field) any more") }
            }
        }
        holdForAge(sources, plan, all)
        holdForSilence(tonight, previous, sources)
        reasons = reasons.mapValues { $0.sorted() }
    }

    /// Whether those who object are still there: what names people, or publishes a list, goes by nothing less.
    /// - Throws: `PipelineError.optOutsCollapsed`, `objectorsCollapsed`, `optOutKindCollapsed`.
    static func checkOptOuts(_ tonight: Baseline, after previous: Baseline) throws {
        if let before = previous.optOuts, let now = tonight.optOuts,
            Double(now) <= leastShareOfOptOuts * Double(before), before > 0
        {
            throw PipelineError.optOutsCollapsed(before: before, now: now)
        }
        for (kind, before) in previous.optOutKinds.sorted(by: { $0.key < $1.key })
        where before >= fewestOptOutsOfKind {
            let now = tonight.optOutKinds[kind] ?? 0
            if Double(now) <= leastShareOfOptOuts * Double(before) {
                throw PipelineError.optOutKindCollapsed(kind: kind, before: before, now: now)
            }
        }
        try checkObjectors(tonight, after: previous)
    }

    /// Whether as many people object as did, in the practices that are as they were: rows that are repeated, or that
    /// name nobody, make up for nobody who is missing.
    private static func checkObjectors(_ tonight: Baseline, after previous: Baseline) throws {
        let kept = previous.practices.filter { practice, before in
            Double(tonight.practices[practice] ?? 0) > shareHeldAt * Double(before)
        }
        func fallen(_ before: [String: Int], _ now: [String: Int], fewest: Int) -> (before: Int, now: Int)? {
            let all = kept.keys.reduce((before: 0, now: 0)) {
                ($0.before + (before[$1] ?? 0), $0.now + (now[$1] ?? 0))
            }
            let isFall = all.before >= fewest && Double(all.now) <= leastShareOfOptOuts * Double(all.before)
            return isFall ? all : nil
        }
        guard let before = previous.objectors, let now = tonight.objectors else { return }
        if let fall = fallen(before, now, fewest: 1) {
            throw PipelineError.objectorsCollapsed(kind: nil, before: fall.before, now: fall.now)
        }
        for (kind, before) in previous.objectorKinds.sorted(by: { $0.key < $1.key }) {
            if let fall = fallen(before, tonight.objectorKinds[kind] ?? [:], fewest: fewestOptOutsOfKind) {
                throw PipelineError.objectorsCollapsed(kind: kind, before: fall.before, now: fall.now)
            }
        }
    }

    /// A sentence for each reason, with how many practices it holds, and the first of them.
    var warnings: [String] {
        var held: [String: [String]] = [:]
        for (practice, reasons) in reasons {
            for reason in reasons { held[reason, default: []].append(practice) }
        }
        return held.sorted { $0.key < $1.key }.map { reason, practices in
            let codes = practices.sorted()
            let named = codes.prefix(Self.mostNamed).joined(separator: ", ")
            let more = codes.count > Self.mostNamed ? " and \(codes.count - Self.mostNamed) more" : ""
            return "lists are held of \(named)\(more): \(reason)"
        }
    }

    private static let mostNamed = 5

    private mutating func holdForAge(_ sources: [SourceQuality], _ plan: IngestPlan, _ practices: Set<String>) {
        for (name, age, _) in Self.aged(sources, plan) {
            for practice in practices { hold(practice, "the source \(name) is \(age) days old") }
        }
    }

    /// The sources that are past the age at which lists are held.
    private static func aged(_ sources: [SourceQuality], _ plan: IngestPlan) -> [(name: String, age: Int, maximum: Int)]
    {
        plan.sources.filter { $0.tooOld == .hold }.compactMap { source in
            guard let maximum = source.maximumAgeInDays,
                let age = sources.lazy.compactMap({ $0.ages[source.name] }).first, age > maximum
            else { return nil }
            return (source.name, age, maximum)
        }
    }

    /// Asked where there are no lists that could be held.
    /// - Throws: `PipelineError.nothingToHold`.
    static func checkAge(_ sources: [SourceQuality], _ plan: IngestPlan) throws {
        guard let (name, age, maximum) = aged(sources, plan).first else { return }
        throw PipelineError.nothingToHold(source: name, age: age, maximum: maximum)
    }

    /// Of a practice that is held already no more is told.
    private mutating func holdForSilence(_ tonight: Baseline, _ previous: Baseline, _ sources: [SourceQuality]) {
        guard let recent = tonight.recent, let before = previous.recent else { return }
        let names = Dictionary(sources.map { ($0.table, $0.source) }, uniquingKeysWith: { first, _ in first })
        let held = practices
        for (practice, reason) in recent.silences(after: before, names: names) where !held.contains(practice) {
            hold(practice, reason)
        }
    }

    private mutating func hold(_ practice: String, _ reason: String) {
        reasons[practice, default: []].append(reason)
    }
}
