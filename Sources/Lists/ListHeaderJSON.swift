import Tabular

/// A list's header as JSON, beside the CSV of its rows.
public enum ListHeaderJSON {
    /// The whole file, keys sorted, with a final newline.
    public static func text(_ header: ListHeader) -> String {
        var members = members(header)
        if let parts = header.parts { members["parts"] = value(parts) }
        if let heldFrom = header.heldFrom { members["held_from"] = .string(heldFrom) }
        if let run = header.heldFromRun { members["held_from_run"] = .string(run) }
        return JSONValue.object(members).readableText
    }

    private static func value(_ parts: ListParts) -> JSONValue {
        [
            "by": .string(parts.title.lowercased()),
            "counts": .array(
                parts.parts.map {
                    ["eligible": .integer($0.eligible), "name": .string($0.name), "shown": .integer($0.shown)]
                }),
        ]
    }

    private static func members(_ header: ListHeader) -> [String: JSONValue] {
        [
            "advice": .string(ListDocument.advice),
            "counts": counts(header.counts),
            "demonstration": .bool(header.isDemonstration),
            "demonstration_note": header.isDemonstration ? .string(Demonstration.note) : .null,
            "expected": header.expectation.map(expectation) ?? .null,
            "format_version": 2,
            "held": .bool(header.isHeld),
            "index_date": .string(header.indexDate),
            "issue": header.issue.map(issue) ?? .null,
            "list": [
                "code": .string(header.place.code), "kind": .string(header.place.kind.rawValue),
                "name": .string(header.place.name),
            ],
            "model": ["name": .string(header.modelName), "version": .string(header.modelVersion)],
            "not_scored": people(header.notScored),
            "notes": .array(header.notes.map(JSONValue.string)),
            "programme": [
                "id": .string(header.programme.id), "rule": .string(header.programme.rule),
                "title": .string(header.programme.title),
                "risk_of": header.programme.riskOf.map(JSONValue.string) ?? .null,
                "scale": .string(header.programme.scale.rawValue),
            ],
            "run": header.run.map(JSONValue.string) ?? .null,
            "run_date": .string(header.runDate),
            "sources": .array(header.sources.map(source)),
        ]
    }

    private static func counts(_ counts: ListCounts) -> JSONValue {
        [
            "below_the_line": .integer(counts.belowTheLine),
            "eligible": .integer(counts.eligible),
            "left_out": people(counts.leftOut),
            "near_misses": .integer(counts.nearMisses),
            "shown": .integer(counts.shown),
        ]
    }

    private static func people(_ counts: [ListCounts.LeftOut]) -> JSONValue {
        .array(
            counts.map { count in
                guard let unknown = count.unknown else {
                    return ["people": .integer(count.people), "why": .string(count.why)]
                }
                return ["people": .null, "unknown": .string(unknown), "why": .string(count.why)]
            })
    }

    private static func expectation(_ expectation: ListExpectation) -> JSONValue {
        var members: [String: JSONValue] = [
            "basis": .string(expectation.basis),
            "cut": expectation.evaluated.map { .string($0.taken.cut) } ?? .null,
            "events": .number(rounded(expectation.events, to: 10)),
            "positive_predictive_value": expectation.positivePredictiveValue
                .map { .number(rounded($0, to: 10_000)) } ?? .null,
        ]
        if expectation.evaluation == .unreadable { members["evaluation_unreadable"] = true }
        return .object(members)
    }

    private static func rounded(_ value: Double, to parts: Double) -> Double { (value * parts).rounded() / parts }

    private static func issue(_ issue: ListIssue) -> JSONValue {
        var members: [String: JSONValue] = [
            "date": .string(issue.date), "entered": issue.movement.map { .integer($0.entered) } ?? .null,
            "is_issue": .bool(issue.isIssued), "left": issue.movement.map { .integer($0.left) } ?? .null,
            "number": .integer(issue.number),
        ]
        if let reasons = issue.movement?.reasons, !reasons.isEmpty { members["left_by_reason"] = people(reasons) }
        return .object(members)
    }

    private static func source(_ source: ListSource) -> JSONValue {
        [
            "age_in_days": source.ageInDays.map(JSONValue.integer) ?? .null,
            "complete_to": source.completeTo.map(JSONValue.string) ?? .null,
            "extracted_on": source.extractedOn.map(JSONValue.string) ?? .null,
            "missing": .bool(source.isMissing),
            "name": .string(source.name),
            "note": source.note.map(JSONValue.string) ?? .null,
        ]
    }
}
