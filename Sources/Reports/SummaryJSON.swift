import Cohorts
import Evaluation
import Tabular

/// summary.json: what a run did, fit for release. Every number of people passes through `people`.
public enum SummaryJSON {
    /// The whole file, keys sorted, with a final newline.
    public static func text(_ summary: RunSummary) -> String { value(summary).readableText }

    static let disclosureControl =
        "Numbers of people from 1 to \(DisclosureControl.suppressedUpTo) are null; "
        + "others are rounded to the nearest \(DisclosureControl.roundedTo)."

    private static func value(_ summary: RunSummary) -> JSONValue {
        [
            "demonstration": .bool(summary.isDemonstration),
            "disclosure_control": .string(disclosureControl),
            "format_version": 1,
            "index_date": .string(summary.indexDate),
            "people": ["registered": people(summary.registered), "scored": people(summary.scored)],
            "programmes": .array(summary.programmes.map(programme)),
            "run_date": .string(summary.runDate),
        ]
    }

    private static func people(_ count: Int) -> JSONValue {
        DisclosureControl.released(count).map(JSONValue.integer) ?? .null
    }

    private static func programme(_ summary: ProgrammeSummary) -> JSONValue {
        let (programme, cohort) = (summary.programme, summary.cohort)
        let leftOut = zip(programme.exclusions, cohort.counts.leftOut)
        return [
            "below_the_line": people(cohort.counts.belowTheLine),
            "eligible": people(cohort.counts.eligible),
            "id": .string(programme.id),
            "left_out": .array(
                leftOut.map { exclusion, count in
                    ["people": summary.knows(exclusion) ? people(count) : .null, "why": .string(exclusion.words)]
                }),
            "listed": people(cohort.counts.listed),
            "listed_by_band": .array(listedByBand(programme, cohort)),
            "lists": .array(cohort.lists.map(list)),
            "lists_by": .string(programme.split.rawValue),
            "model": ["name": .string(programme.model.name), "version": .string(summary.modelVersion)],
            "near_misses": people(cohort.counts.nearMisses),
            "risk_distribution": summary.risks.map { .array(riskDistribution($0)) } ?? .null,
            "rule": .string(programme.selection.words),
            "title": .string(programme.title),
            "to_take": people(cohort.toTake),
        ]
    }

    private static func listedByBand(_ programme: Programme, _ cohort: Cohort) -> [JSONValue] {
        var counts = [Int](repeating: 0, count: programme.bands.count)
        for member in cohort.members { counts[member.band] += 1 }
        return zip(programme.bands, counts).map { ["band": .string($0.name), "people": people($1)] }
    }

    private static func list(_ list: CohortList) -> JSONValue {
        [
            "code": .string(list.key), "eligible": people(list.counts.eligible), "listed": people(list.counts.listed),
        ]
    }

    private static func riskDistribution(_ risks: RiskDistribution) -> [JSONValue] {
        let starts = RiskDistribution.bandStarts
        let ends = starts.dropFirst() + [1]
        return zip(zip(starts, ends), risks.counts).map { band, count in
            ["people": people(count), "risk_from": .number(band.0), "risk_to": .number(band.1)]
        }
    }
}
