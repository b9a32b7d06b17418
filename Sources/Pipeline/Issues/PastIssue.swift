import Records
import RunStore

/// The last issue, as its run keeps it.
struct PastIssue: Sendable {
    let facts: IssueFacts
    let run: RunID
    let content: String
    let indexDate: Day
    /// Practices and neighbourhood teams whose lists were held.
    let held: Set<String>
    /// By id; a programme whose files cannot be read is missing, and stands in `facts` alone.
    let programmes: [String: PastProgramme]

    /// Nil where the run cannot be read, or is no issue.
    init?(_ run: RunID, of store: RunStore) throws {
        guard let manifest = try store.manifest(of: run), case .object(let members) = manifest.facts.facts,
            let facts = IssueFacts(members["issue"]), facts.isIssue, case .string(let text)? = members["index_date"],
            let indexDate = Day(text)
        else { return nil }
        self.facts = facts
        self.run = run
        self.indexDate = indexDate
        content = manifest.content.hexadecimal
        held = Set(["held", "held_teams"].flatMap { members[$0]?.asObject?.keys.map(\.self) ?? [] })
        var programmes: [String: PastProgramme] = [:]
        for programme in facts.programmes.keys {
            programmes[programme] = try PastProgramme(programme, in: manifest, of: store)
        }
        self.programmes = programmes
    }
}
