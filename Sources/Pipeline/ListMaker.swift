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
        return cohort.lists.map { list in
            var matrix = FeatureMatrix(columns: plan.columns)
            evaluator.evaluate(list.members.map { standings.scored[$0.row.index] }[...], into: &matrix)
            let rows = list.members.enumerated().map { place, member in
                row(member, RowID(place), matrix, programme, scorer, predictor: predictors[member.row.index])
            }
            return ListDocument(header: header(programme, list, scorer.model), rows: rows)
        }
    }

    private func row(
        _ member: CohortMember, _ row: RowID, _ matrix: FeatureMatrix, _ programme: Programme, _ scorer: Scorer,
        predictor: Double
    ) -> ListRow {
        let contributions = scorer.largestContributions(plan.columns.count, of: row, in: matrix)
        return ListRow(
            rankInPractice: member.rankInPractice, rank: member.rank,
            personID: population.persons.ids[Int(standings.scored[member.row.index])], risk: scorer.score(predictor),
            factors: contributions.prefix(ListRow.mostFactors).map {
                ListRow.Factor(name: plan.columns[$0.column].name, contribution: $0.value)
            },
            band: programme.bands[member.band].name,
            reasons: reasons(contributions, values: matrix.row(row.index)))
    }

    /// One reason for each family of features, those that raise the risk most first. What lowers it is no reason to be
    /// listed.
    private func reasons(_ contributions: [Contribution], values: [Double]) -> [String] {
        var wordsOfFamily: [String: String] = [:]
        for contribution in contributions {
            let column = plan.columns[contribution.column]
            guard wordsOfFamily[column.family] == nil else { continue }
            wordsOfFamily[column.family] = column.words(for: values[contribution.column])
        }
        var families: [String] = []
        for contribution in contributions.prefix(while: { $0.value > 0 }) {
            let family = plan.columns[contribution.column].family
            if wordsOfFamily[family] != nil, !families.contains(family) { families.append(family) }
        }
        return families.prefix(ListRow.mostReasons).compactMap { wordsOfFamily[$0] }
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

extension FeatureColumn {
    /// The reason in plain words; nil where the catalogue gives none, and for a value that most people have.
    fileprivate func words(for value: Double) -> String? {
        guard !reason.isEmpty, value != usual else { return nil }
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        let words = isWhole ? String(Int(value)) : value.description
        guard let place = reason.range(of: "{value}") else { return reason }
        return reason.replacingCharacters(in: place, with: words)
    }
}
