import Accounts
import Tabular

extension QualityJSON {
    /// An account that `text` wrote, read back; nil where it is none.
    public static func account(_ json: JSONValue) -> QualityAccount? {
        guard json["format_version"]?.asInteger == 1, let indexDate = json["index_date"]?.asString,
            let runDate = json["run_date"]?.asString, let isDemonstration = json["demonstration"]?.asBool,
            let people = json["people"].flatMap(people), let practices = json["practices"]?.elements(practice),
            let sources = json["sources"]?.elements(source), let features = json["unavailable_features"]?.asObject
        else { return nil }
        return QualityAccount(
            indexDate: indexDate, runDate: runDate, isDemonstration: isDemonstration, sources: sources,
            people: people, practices: practices, unavailableFeatures: features.compactMapValues(\.asString),
            // Earlier versions told none of these two.
            drift: json["drift"]?.elements(ModelDrift.init) ?? [],
            absences: json["absences"]?.elements(\.asString) ?? [])
    }

    private static func people(_ json: JSONValue) -> PeopleAccount? {
        guard let registered = json["registered"]?.asInteger, let scored = json["scored"]?.asInteger,
            let notScored = json["not_scored"]?.asCounts
        else { return nil }
        return PeopleAccount(registered: registered, scored: scored, notScored: notScored)
    }

    private static func practice(_ json: JSONValue) -> QualityAccount.PracticeCount? {
        guard let code = json["code"]?.asString, let name = json["name"]?.asString,
            let registered = json["registered"]?.asInteger, let scored = json["scored"]?.asInteger
        else { return nil }
        return .init(code: code, name: name, registered: registered, scored: scored)
    }

    private static func source(_ json: JSONValue) -> SourceQuality? {
        guard let source = json["source"]?.asString, let table = json["table"]?.asString,
            let accounts = json["files"]?.elements(file),
            let completeness = json["completeness"]?.elements(completeness),
            let lookups = json["lookups"]?.elements(lookup), let accepted = json["accepted_by_practice"]?.asCounts,
            let withheld = json["codes_withheld"]?.asInteger, let warnings = json["warnings"]?.elements(\.asString)
        else { return nil }
        return SourceQuality(
            source: source, table: table, accounts: accounts, extractedOn: json["extracted_on"]?.asString,
            completeTo: json["complete_to"]?.asString, firstDay: json["first_day"]?.asString,
            lastDay: json["last_day"]?.asString, ageInDays: json["age_in_days"]?.asInteger,
            every: json["every"]?.asString,
            // Earlier versions left none aside.
            leftAside: json["files_left_aside"]?.elements(\.asString) ?? [],
            completeness: completeness, lookups: lookups, acceptedByPractice: accepted, codesWithheld: withheld,
            warnings: warnings)
    }

    private static func file(_ json: JSONValue) -> RowAccount? {
        guard let file = json["file"]?.asString, let table = json["table"]?.asString,
            let read = json["read"]?.asInteger, let blank = json["blank_lines"]?.asInteger,
            let dispositions = json["dispositions"]?.asCounts, let rules = json["rules"]?.asCounts
        else { return nil }
        var counts: [Disposition: Int] = [:]
        for (name, rows) in dispositions {
            guard let disposition = Disposition(rawValue: name) else { return nil }
            counts[disposition] = rows
        }
        return RowAccount(
            file: file, table: table, read: read, blankLines: blank, dispositions: counts, rules: rules)
    }

    private static func completeness(_ json: JSONValue) -> SourceQuality.Completeness? {
        guard let field = json["field"]?.asString, let given = json["given"]?.asInteger,
            let rows = json["rows"]?.asInteger
        else { return nil }
        return .init(field: field, given: given, rows: rows)
    }

    private static func lookup(_ json: JSONValue) -> SourceQuality.LookupMisses? {
        guard let field = json["field"]?.asString, let file = json["file"]?.asString,
            let unmatched = json["unmatched"]?.asInteger, let rows = json["rows"]?.asInteger
        else { return nil }
        return .init(field: field, file: file, unmatched: unmatched, rows: rows)
    }
}
