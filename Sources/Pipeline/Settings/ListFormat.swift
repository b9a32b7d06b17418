/// A format that a run's lists are written in.
enum ListFormat: String, CaseIterable, Sendable {
    /// The table of each list. Held lists and the ledger are read back from it, so that it is always written.
    case csv
    /// A page of each list, and the index page of the run.
    case html
    /// What stands above each list.
    case json
    /// A workbook a practice.
    case xlsx
    /// FHIR R4 resources of the whole run.
    case fhir

    /// Those of a configuration that names none.
    static let usual: Set<ListFormat> = [.csv, .html, .json, .xlsx]
}
