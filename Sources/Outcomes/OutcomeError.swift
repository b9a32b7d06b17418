/// Why there is no outcome.
public enum OutcomeError: Error, Equatable, Sendable {
    case noSource(table: String)
    case missingFields(table: String, fields: [String])
    /// A code list that the source's codes cannot be held against, in a sentence.
    case codes(reason: String)
    case completenessUnknown(table: String)
    case incomplete(table: String, completeTo: String, neededTo: String)
}

extension OutcomeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSource(let table): "there is no outcome: the run has no source for \(table)"
        case .missingFields(let table, let fields):
            "there is no outcome: the source of \(table) has no \(fields.joined(separator: ", "))"
        case .codes(let reason): "there is no outcome: \(reason)"
        case .completenessUnknown(let table):
            "there is no outcome: the source of \(table) does not say up to which day it is complete; "
                + "state extracted_on or complete_to"
        case .incomplete(let table, let completeTo, let neededTo):
            "there is no outcome: the source of \(table) is complete to \(completeTo), and the time at risk ends on "
                + neededTo
        }
    }
}
