import Accounts
import Identity
import Records

/// The population, and the account of how it came about.
public struct IngestResult: Sendable {
    public let population: Population
    public let sources: [SourceQuality]
    /// The rows that were not accepted one by one, up to 100,000 a file and disposition.
    public let setAside: [SetAsideEntry]
    public let optOuts: OptOutAccount
    /// Ids that object and that no registration names: a held list must not carry them.
    public let unregisteredObjectors: Set<String>
    /// By purpose, persons who are not barred from what they were read for, and who object to that one.
    public let objectors: [Purpose: Set<Int32>]
    /// Files that were left out of tables that the run has all the same, in sentences.
    public let refusedFiles: [String]

    /// Optional tables that this run does not have, each with the reason.
    public var missingTables: [Table: String] { population.absences }
}

/// What the opt-outs held.
public struct OptOutAccount: Sendable {
    /// Rows that the source holds; nil where objections were applied upstream.
    public internal(set) var rows: Int?
    /// The same by kind of objection.
    public internal(set) var kinds: [String: Int] = [:]
    /// Registered persons by the kind of what the opt-outs have of them, each once.
    public internal(set) var persons: [String: Set<Int32>] = [:]
}

/// A line of the set-aside file.
public struct SetAsideEntry: Sendable {
    public let file: String
    public let line: Int
    /// Empty where no single column is to blame.
    public let column: String
    public let disposition: Disposition
    public let rule: Rule
}
