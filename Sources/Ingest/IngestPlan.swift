import Foundation
import Identity
import Records

/// What a run asks of Ingest.
public struct IngestPlan: Sendable {
    public let sources: [Source]
    public let optOuts: OptOutPolicy
    public let idKind: IdentifierKind
    /// Where relative paths start: the configuration's folder.
    public let directory: URL
    public let retention: Retention
    public let runDate: Day
    /// Whether an extract taken after the run date is refused. A back-test, whose run date is long past, allows it.
    public let refusesFutureExtracts: Bool
    public let threads: Int

    public init(
        sources: [Source], optOuts: OptOutPolicy, idKind: IdentifierKind, directory: URL, retention: Retention,
        runDate: Day, refusesFutureExtracts: Bool, threads: Int
    ) {
        self.sources = sources
        self.optOuts = optOuts
        self.idKind = idKind
        self.directory = directory
        self.retention = retention
        self.runDate = runDate
        self.refusesFutureExtracts = refusesFutureExtracts
        self.threads = threads
    }
}
