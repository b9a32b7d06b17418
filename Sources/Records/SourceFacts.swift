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

    public init(
        extractedOn: Day? = nil, completeTo: Day? = nil, arrival: Arrival = .sameDay, fields: [String: String?]
    ) {
        self.extractedOn = extractedOn
        self.completeTo = completeTo
        self.arrival = arrival
        self.fields = fields
    }

    public func has(_ field: String) -> Bool { fields[field] != nil }

    /// The last day that the source can be held to: complete to, or else the day before the extract was taken.
    public var lastCompleteDay: Day? { completeTo ?? extractedOn?.adding(days: -1) }
}
