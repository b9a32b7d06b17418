import Tabular

/// A list's header as JSON, beside the CSV of its rows.
public enum ListHeaderJSON {
    /// The whole file, keys sorted, with a final newline.
    public static func text(_ header: ListHeader) -> String { value(header).readableText }

    private static func value(_ header: ListHeader) -> JSONValue {
        [
            "advice": .string(ListDocument.advice),
            "counts": counts(header.counts),
            "demonstration": .bool(header.isDemonstration),
            "demonstration_note": header.isDemonstration ? .string(ListDocument.demonstrationNote) : .null,
            "format_version": 1,
            "index_date": .string(header.indexDate),
            "list": [
                "code": .string(header.place.code), "kind": .string(header.place.kind.rawValue),
                "name": .string(header.place.name),
            ],
            "model": ["name": .string(header.modelName), "version": .string(header.modelVersion)],
            "notes": .array(header.notes.map(JSONValue.string)),
            "programme": [
                "id": .string(header.programme.id), "rule": .string(header.programme.rule),
                "title": .string(header.programme.title),
                "risk_of": header.programme.riskOf.map(JSONValue.string) ?? .null,
            ],
            "run_date": .string(header.runDate),
            "sources": .array(header.sources.map(source)),
        ]
    }

    private static func counts(_ counts: ListCounts) -> JSONValue {
        [
            "below_the_line": .integer(counts.belowTheLine),
            "eligible": .integer(counts.eligible),
            "left_out": .array(counts.leftOut.map { ["people": .integer($0.people), "why": .string($0.why)] }),
            "near_misses": .integer(counts.nearMisses),
            "shown": .integer(counts.shown),
        ]
    }

    private static func source(_ source: ListSource) -> JSONValue {
        [
            "complete_to": source.completeTo.map(JSONValue.string) ?? .null,
            "extracted_on": source.extractedOn.map(JSONValue.string) ?? .null,
            "name": .string(source.name),
            "note": source.note.map(JSONValue.string) ?? .null,
        ]
    }
}
