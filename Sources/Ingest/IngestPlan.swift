import Foundation
import Identity
import Records

/// What a run asks of Ingest.
public struct IngestPlan: Sendable {
    public let sources: [Source]
    public let optOuts: OptOutPolicy
    public let objections: ObjectionMatrix
    /// What the people are read for: who objects to any of it is barred.
    public let purposes: Set<Purpose>
    public let idKind: IdentifierKind
    /// Under which NHS numbers become pseudonyms; nil leaves ids as they came.
    public let key: PseudonymKey?
    public let sensitive: SensitiveCodes
    /// Where relative paths start: the configuration's folder.
    public let directory: URL
    public let retention: Retention
    public let runDate: Day
    /// Whether an extract taken after the run date is refused. A back-test, whose run date is long past, allows it.
    public let refusesFutureExtracts: Bool
    public let threads: Int

    public init(
        sources: [Source], optOuts: OptOutPolicy, objections: ObjectionMatrix = .everything,
        purposes: Set<Purpose> = [.directCare], idKind: IdentifierKind, key: PseudonymKey? = nil,
        sensitive: SensitiveCodes = .none, directory: URL, retention: Retention, runDate: Day,
        refusesFutureExtracts: Bool, threads: Int
    ) {
        self.sources = sources
        self.optOuts = optOuts
        self.objections = objections
        self.purposes = purposes
        self.idKind = idKind
        self.key = key
        self.sensitive = sensitive
        self.directory = directory
        self.retention = retention
        self.runDate = runDate
        self.refusesFutureExtracts = refusesFutureExtracts
        self.threads = threads
    }
    /// What the ids of a source are. Reviews come back on lists, which carry pseudonyms where there is a key.
    func idKind(of source: Source) -> IdentifierKind {
        source.idKind ?? (key != nil && source.table == .reviews ? .pseudonym : idKind)
    }
}
