import Configuration
import Records

/// Whether a run has what a feature looks at. A feature that is not available is left out, never 0.
struct Availability {
    let histories: Histories
    let lists: CodeLists

    /// Why the feature cannot be computed; nil where it can.
    func reason(against measure: Measure, unavailable: Set<String>) -> String? {
        switch measure {
        case .person(let person): return reason(against: person)
        case .events(let events):
            return reason(table: events.table, fields: events.neededFields) ?? reason(events.window, events.table)
                ?? systemReason(events.filter, events.table) ?? listedReason(events)
        case .condition(let condition):
            return reason(table: .gpEvents, fields: ["code"]) ?? reason(table: .admissions, fields: GroupMeasure.fields)
                ?? reason(condition.window, .admissions)
                ?? systemReason(condition.list, .gpEvents, field: "code", only: "snomed")
                ?? systemReason(condition.list, .admissions, field: "primary_diagnosis", only: "icd10")
        case .groups(let groups):
            return reason(table: .admissions, fields: GroupMeasure.fields) ?? reason(groups.window, .admissions)
                ?? systemReason(groups.list, .admissions, field: "primary_diagnosis", only: "icd10")
        case .sum(let names):
            let missing = names.filter(unavailable.contains)
            return missing.isEmpty ? nil : "it is the sum of features of which \(missing.count) are not available"
        case .difference, .ratio:
            let missing = measure.parts.filter(unavailable.contains)
            return missing.isEmpty ? nil : "it is computed from \(missing.joined(separator: " and "))"
        }
    }

    private func reason(against person: PersonMeasure) -> String? {
        let fields: Set<String> =
            switch person.value {
            case .age, .season: []
            case .field(let field): [field]
            case .test(let condition): condition.fields
            }
        let facts = histories.persons.facts
        let missing = fields.filter { !facts.has($0) }.sorted()
        guard missing.isEmpty else { return "the persons source has no \(missing.joined(separator: ", "))" }
        return person.isReady ? readyReason(facts) : nil
    }

    /// What somebody else computed is of one day, and tells nothing of any other.
    private func readyReason(_ facts: SourceFacts) -> String? {
        guard let day = facts.extractedOn else {
            return "it was computed elsewhere, and the persons source does not say as at which day; state extracted_on"
        }
        return day == histories.indexDay ? nil : "it was computed elsewhere, as at \(day), which is not the index date"
    }

    private func reason(table: Table, fields: Set<String>) -> String? {
        guard let facts = histories.timeline(table)?.facts else {
            return histories.absences[table].map { "\(table.rawValue) is missing: \($0)" }
                ?? "there is no source for \(table.rawValue)"
        }
        let missing = fields.filter { !facts.has($0) }.sorted()
        return missing.isEmpty ? nil : "the source of \(table.rawValue) has no \(missing.joined(separator: ", "))"
    }

    /// A window can only end where the source is complete if the source says where that is.
    private func reason(_ window: Window, _ table: Table) -> String? {
        guard window.endsWhereComplete, let facts = histories.timeline(table)?.facts, facts.lastCompleteDay == nil
        else { return nil }
        return "the source of \(table.rawValue) does not say up to which day it is complete; "
            + "state extracted_on or complete_to"
    }

    private func systemReason(_ condition: Condition?, _ table: Table) -> String? {
        condition.flatMap { histories.timeline(table)?.facts.reason(against: $0, of: table, lists: lists) }
    }

    private func listedReason(_ events: EventMeasure) -> String? {
        events.aggregate.listed.flatMap { systemReason($0.list, events.table, field: $0.field, only: nil) }
    }

    private func systemReason(_ list: String, _ table: Table, field: String, only: String?) -> String? {
        histories.timeline(table)?.facts.reason(against: list, of: table, field: field, only: only, lists: lists)
    }
}
