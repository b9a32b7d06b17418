import Cohorts
import Evaluation
import FeatureData
import Ingest
import Records
import Reports

/// Counts what programmes publish beside their lists: of everybody whose data may be used, listed or not.
struct TotalsStage {
    private let request: RunRequest
    private let population: Population
    private let standings: Standings
    private let words: AttributeWords
    /// Who may be looked at for a list, and objects to being counted.
    private let notCounted: Set<Int32>

    init(_ request: RunRequest, _ ingested: IngestResult, _ standings: Standings) {
        self.request = request
        population = ingested.population
        self.standings = standings
        words = AttributeWords(practices: ingested.population.practices)
        notCounted = ingested.objectors[.aggregate] ?? []
    }

    /// The columns of the report of this title; nil where there is none of it.
    static func columns(ofReport title: String) -> [TotalsReport.Column]? {
        let kinds: [any AreaCounts.Type] = [UrgentResponses.Counts.self, HospitalStays.Counts.self]
        return kinds.first { $0.title == title }?.columns
    }

    /// One for each programme that asks for them.
    func reports(_ programmes: [Programme]) throws -> [TotalsReport] {
        try programmes.compactMap { programme in try programme.totals.map { try report(programme, $0) } }
    }

    private func report(_ programme: Programme, _ totals: Totals) throws -> TotalsReport {
        let index = request.dates.index
        let histories = population.histories(at: index)
        switch totals.kind {
        case .urgentResponse:
            let first = index.adding(months: -totals.months)
            let responses = UrgentResponses(histories, from: first)
            return try report(
                programme, totals, people(of: [.scored, .died, .left]),
                period: (first.description, index.adding(days: -1).description)
            ) { responses?.counts(of: $0) ?? .init() }
        case .discharge:
            let stays = HospitalStays(histories)
            return try report(programme, totals, standings.scored, period: nil) {
                stays?.counts(of: $0) ?? .init()
            }
        }
    }

    /// Who is of one of some standings. Those who died or left were answered, or not, like the others.
    private func people(of counted: Set<Standing>) -> [Int32] {
        standings.all.indices.filter { counted.contains(standings.all[$0]) }.map { Int32($0) }
    }

    private func report<Counts: AreaCounts & Equatable>(
        _ programme: Programme, _ totals: Totals, _ all: [Int32], period: (first: String, last: String)?,
        counts: (Int) -> Counts
    ) throws -> TotalsReport {
        let persons = all.filter { !notCounted.contains($0) }
        let areas = try self.areas(programme, totals, persons)
        var sums: [String: Counts] = [:]
        var whole = Counts()
        for (row, person) in persons.enumerated() {
            let own = counts(Int(person))
            guard own != Counts() else { continue }
            sums[areas[RowID(row)] ?? "", default: Counts()] += own
            whole += own
        }
        let target = totals.target.map { Double($0.count(of: 1_000_000)) / 1_000_000 }
        func row(_ code: String, _ name: String, _ counts: Counts) -> TotalsReport.Row {
            TotalsReport.Row(
                code: code, name: name, values: counts.values,
                isOnTarget: counts.share.flatMap { share in target.map { share >= $0 } })
        }
        let codes = sums.keys.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return TotalsReport(
            programme: programme.id, title: Counts.title, areaTitle: AttributeWords.title(totals.area.rawValue),
            indexDate: request.dates.index.description, runDate: request.dates.run.description,
            isDemonstration: request.isDemonstration, period: period, target: target,
            notes: Counts.notes + note(leftOut: all.count - persons.count),
            columns: Counts.columns,
            areas: (codes + (sums[""] == nil ? [] : [""])).map { code in
                row(code, words.name(code, of: totals.area.rawValue), sums[code] ?? Counts())
            }, all: row("", "All", whole))
    }

    /// How many are in no figure because they object to being counted: as every count that may be released, for whoever
    /// knows the people of an area and its figures could work the others out.
    private func note(leftOut people: Int) -> [String] {
        guard people > 0 else { return [] }
        let count = DisclosureControl.released(people).map { "about \($0)" }
        return [
            "Left out: \(count ?? "fewer than \(DisclosureControl.suppressedUpTo + 1)") people who may be on a list and "
                + "object to being counted."
        ]
    }

    private func areas(_ programme: Programme, _ totals: Totals, _ persons: [Int32]) throws -> Attribute {
        let name = totals.area.rawValue
        let attributes = Attributes(population, rows: persons, asked: [name], at: request.dates.index)
        guard let attribute = attributes[name] else { throw CohortError.noAttribute(programme: programme.id, name) }
        return attribute
    }
}

extension Totals {
    /// What Ingest must keep for them, and a run cannot make them without.
    var retention: Retention {
        let own =
            switch kind {
            case .urgentResponse: UrgentResponses.retention
            case .discharge: HospitalStays.retention
            }
        return area == .provider ? own.union(Attribute.providerRetention) : own
    }

    /// What a run lacks of it, each with the reason.
    func lacks(_ histories: Histories) -> [Lack] {
        retention.fields.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { table, fields -> [Lack] in
            guard let facts = histories.timeline(table)?.facts else {
                let reason = histories.absences[table].map { "\(table.rawValue) is missing: \($0)" }
                return [Lack(name: "totals", reason: reason ?? "there is no source for \(table.rawValue)")]
            }
            return fields.filter { !facts.has($0) }.sorted().map {
                Lack(name: "totals", reason: "the source of \(table.rawValue) has no \($0)")
            }
        }
    }
}
