import Accounts
import Tabular

/// quality.json: all that a run knows of the data it was given. Counts are exact, so it is restricted as the lists are.
public enum QualityJSON {
    /// The whole file, keys sorted, with a final newline.
    public static func text(_ account: QualityAccount) -> String { value(account).readableText }

    private static func value(_ account: QualityAccount) -> JSONValue {
        let verdict = QualityVerdict(account)
        return [
            "absences": .array(account.absences.map(JSONValue.string)),
            "demonstration": .bool(account.isDemonstration),
            "drift": .array(account.drift.map(\.json)),
            "format_version": 1,
            "index_date": .string(account.indexDate),
            "people": people(account.people),
            "practices": .array(account.practices.map(practice)),
            "run_date": .string(account.runDate),
            "sources": .array(account.sources.map(source)),
            "unavailable_features": .object(account.unavailableFeatures.mapValues(JSONValue.string)),
            "verdict": [
                "headline": .string(verdict.headline),
                "points": .array(
                    verdict.points.map { ["about": .string($0.about), "sentence": .string($0.sentence)] }),
            ],
        ]
    }

    private static func people(_ people: PeopleAccount) -> JSONValue {
        [
            "difference": .integer(people.difference), "not_scored": counts(people.notScored),
            "registered": .integer(people.registered), "scored": .integer(people.scored),
        ]
    }

    private static func practice(_ practice: QualityAccount.PracticeCount) -> JSONValue {
        [
            "code": .string(practice.code), "name": .string(practice.name),
            "registered": .integer(practice.registered), "scored": .integer(practice.scored),
        ]
    }

    private static func source(_ source: SourceQuality) -> JSONValue {
        [
            "accepted_by_practice": counts(source.acceptedByPractice),
            "age_in_days": source.ageInDays.map(JSONValue.integer) ?? .null,
            "codes_withheld": .integer(source.codesWithheld),
            "complete_to": text(source.completeTo),
            "completeness": .array(source.completeness.map(completeness)),
            "every": text(source.every),
            "extracted_on": text(source.extractedOn),
            "files": .array(source.accounts.map(file)),
            "files_left_aside": .array(source.leftAside.map(JSONValue.string)),
            "first_day": text(source.firstDay),
            "last_day": text(source.lastDay),
            "lookups": .array(source.lookups.map(lookup)),
            "source": .string(source.source),
            "table": .string(source.table),
            "warnings": .array(source.warnings.map(JSONValue.string)),
        ]
    }

    private static func file(_ account: RowAccount) -> JSONValue {
        let dispositions = Disposition.allCases.map { ($0.rawValue, account[$0]) }
        return [
            "blank_lines": .integer(account.blankLines), "difference": .integer(account.difference),
            "dispositions": counts(Dictionary(uniqueKeysWithValues: dispositions)), "file": .string(account.file),
            "read": .integer(account.read), "rules": counts(account.rules), "table": .string(account.table),
        ]
    }

    private static func completeness(_ completeness: SourceQuality.Completeness) -> JSONValue {
        [
            "field": .string(completeness.field), "given": .integer(completeness.given),
            "rows": .integer(completeness.rows),
        ]
    }

    private static func lookup(_ lookup: SourceQuality.LookupMisses) -> JSONValue {
        [
            "field": .string(lookup.field), "file": .string(lookup.file), "rows": .integer(lookup.rows),
            "unmatched": .integer(lookup.unmatched),
        ]
    }

    private static func counts(_ counts: [String: Int]) -> JSONValue { .object(counts.mapValues(JSONValue.integer)) }

    private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
