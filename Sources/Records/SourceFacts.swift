/// What a run knows of the source of a table, beside its rows.
public struct SourceFacts: Sendable, Equatable {
    /// How long it takes until an event can be seen in the source.
    public enum Arrival: Sendable, Equatable {
        case sameDay
        /// Rows arrive so many days after their event.
        case lag(days: Int)
        /// Each row says on which day it was received.
        case received
    }

    /// The day on which the extract was taken; nil where the configuration does not say.
    public var extractedOn: Day?
    /// The last day up to which the source holds everything; nil where the configuration does not say.
    public var completeTo: Day?
    public var arrival: Arrival
    /// The fields that the mapping feeds, each with its code system where it has one (`snomed`, `icd10`, `bnf`).
    public var fields: [String: String?]
    /// Code lists, or groups of them as `list.group`, that the source does not record.
    public var lacks: Set<String>

    public init(
        extractedOn: Day? = nil, completeTo: Day? = nil, arrival: Arrival = .sameDay, fields: [String: String?],
        lacks: Set<String> = []
    ) {
        self.extractedOn = extractedOn
        self.completeTo = completeTo
        self.arrival = arrival
        self.fields = fields
        self.lacks = lacks
    }

    public func has(_ field: String) -> Bool { fields[field] != nil }

    /// - Parameter list: a code list, or a group of one as `list.group`, which a whole list that is lacking includes.
    public func lacks(list: String) -> Bool {
        lacks.contains(list) || lacks.contains(String(list.prefix { $0 != "." }))
    }

    /// The last day that the source can be held to: complete to, or else the day before the extract was taken.
    public var lastCompleteDay: Day? { completeTo ?? extractedOn?.adding(days: -1) }
}
