import Accounts
import Cohorts
import FeatureData
import Features
import Foundation
import Lists
import Records
import Scoring

/// Makes the lists of one programme: who, why, and what a reader must know first.
struct ListMaker {
    let preparation: Preparation
    let population: Population
    let standings: Standings
    let plan: FeaturePlan
    let dates: RunDates
    let isDemonstration: Bool
    let sources: [SourceQuality]
    let notes: [String]

    /// The list of each practice or neighbourhood, in the order of their codes.
    func lists(of programme: Programme, _ cohort: Cohort, scorer: Scorer, predictors: [Double]) -> [ListDocument] {
        var evaluator = plan.evaluator()
        let words = ReasonWords.of(plan.columns)
        return cohort.lists.map { list in
            var matrix = FeatureMatrix(columns: plan.columns)
            evaluator.evaluate(list.members.map { standings.scored[$0.row.index] }[...], into: &matrix)
            let rows = list.members.enumerated().map { place, member in
                row(member, RowID(place), matrix, programme, scorer, words, predictor: predictors[member.row.index])
            }
            return ListDocument(header: header(programme, list, scorer.model), rows: rows)
        }
    }

    private func row(
        _ member: CohortMember, _ row: RowID, _ matrix: FeatureMatrix, _ programme: Programme, _ scorer: Scorer,
        _ words: [ReasonWords], predictor: Double
    ) -> ListRow {
        let contributions = scorer.largestContributions(20, of: row, in: matrix)
        return ListRow(
            rankInPractice: member.rankInPractice, rank: member.rank,
            personID: population.persons.ids[Int(standings.scored[member.row.index])], risk: scorer.score(predictor),
            factors: contributions.prefix(ListRow.mostFactors).map {
                ListRow.Factor(name: words[$0.column].name, contribution: $0.value)
            },
            band: programme.bands[member.band].name,
            reasons: reasons(contributions, words, values: matrix.row(row.index)))
    }

    /// One reason for each family of features, those that raise the risk most first. What lowers it is no reason to be
    /// listed.
    private func reasons(_ contributions: [Contribution], _ words: [ReasonWords], values: [Double]) -> [String] {
        var (reasons, families): ([String], [Int]) = ([], [])
        for contribution in contributions.prefix(while: { $0.value > 0 }) where reasons.count < ListRow.mostReasons {
            let family = words[contribution.column].family
            guard !families.contains(family) else { continue }
            families.append(family)
            let ofFamily = contributions.lazy.filter { words[$0.column].family == family }
            if let reason = ofFamily.compactMap({ words[$0.column].words(for: values[$0.column]) }).first {
                reasons.append(reason)
            }
        }
        return reasons
    }

    private func header(_ programme: Programme, _ list: CohortList, _ model: RiskModel) -> ListHeader {
        header(
            programme, key: list.key, model,
            ListCounts(
                eligible: list.counts.eligible, shown: list.counts.listed,
                leftOut: zip(programme.exclusions, list.counts.leftOut).map { .init(why: $0.words, people: $1) },
                belowTheLine: list.counts.belowTheLine, nearMisses: list.counts.nearMisses))
    }

    /// What stands above a list of the programme.
    func header(_ programme: Programme, key: String, _ model: RiskModel, _ counts: ListCounts) -> ListHeader {
        ListHeader(
            programme: ListProgramme(
                id: programme.id, title: programme.title, rule: programme.selection.words, riskOf: programme.riskOf),
            place: place(programme, key), indexDate: dates.index.description, runDate: dates.run.description,
            isDemonstration: isDemonstration, modelName: model.name, modelVersion: model.version, counts: counts,
            sources: sources.map { source in
                ListSource(
                    name: source.source, extractedOn: source.extractedOn, completeTo: source.completeTo,
                    note: source.warnings.isEmpty ? nil : source.warnings.joined(separator: "; "))
            },
            notes: notes)
    }

    private func place(_ programme: Programme, _ key: String) -> ListPlace {
        switch programme.split {
        case .practice: ListPlace(kind: .practice, code: key, name: population.practices[key]?.name ?? "")
        case .neighbourhood: ListPlace(kind: .neighbourhood, code: key, name: "")
        }
    }
}

/// A column's reason, cut where the value goes.
private struct ReasonWords {
    /// The column's.
    let name: String
    /// Its number among the families of features.
    let family: Int
    private let before: String
    /// Nil where the value does not stand in the words.
    private let after: String?
    private let usual: Double

    /// By column.
    static func of(_ columns: [FeatureColumn]) -> [ReasonWords] {
        var families: [String: Int] = [:]
        for column in columns where families[column.family] == nil { families[column.family] = families.count }
        return columns.map { ReasonWords($0, family: families[$0.family]!) }
    }

    private init(_ column: FeatureColumn, family: Int) {
        let parts = column.reason.components(separatedBy: "{value}")
        name = column.name
        self.family = family
        before = parts[0]
        after = parts.count > 1 ? parts[1] : nil
        usual = column.usual
    }

    /// The reason in plain words; nil where the catalogue gives none, and for a value that most people have.
    func words(for value: Double) -> String? {
        guard !(before.isEmpty && after == nil), value != usual else { return nil }
        guard let after else { return before }
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        return before + (isWhole ? String(Int(value)) : value.description) + after
    }
}
