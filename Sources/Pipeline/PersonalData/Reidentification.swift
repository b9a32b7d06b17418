import Foundation
import RunStore
import Tabular

/// Joins the lists of practices back to NHS numbers, by hashing their registrations again: nothing keeps which number
/// a pseudonym is of.
///
/// A practice gets its own people alone, those who have objected, died or left by tonight not among them: all rows of
/// its own lists, and of the lists of neighbourhood teams and hospitals the rows of those who are registered with it. A
/// hospital's list is joined back so too, and to nobody else: the practice knows its own people, is told by the hospital
/// when they come in and go home, and alone can say which number a pseudonym is of.
///
/// It gets them in every format that the run's lists have: the tables, the pages, one workbook, the ids for its own system.
/// The act is told in the audit log first. Where the practice has a public key, nothing is written in plain.
public struct Reidentification {
    private let configuration: RunConfiguration
    private let store: RunStore
    private let dates: RunDates
    private let folder: String

    /// - Parameters:
    ///   - output: the directory that runs are published in.
    ///   - runDate: tonight: `YYYY-MM-DD`, or `today`.
    ///   - folder: a folder of each practice and run is made in it.
    /// - Throws: `SettingsRefused`, `IdentityError`, `RunStoreError`; `PipelineError.noPseudonyms`.
    public init(configuration path: String, output: String, runDate: String, folder: String) throws {
        configuration = try RunConfiguration(path: path)
        guard configuration.key != nil else { throw PipelineError.noPseudonyms }
        dates = try RunDates(indexDate: runDate, runDate: nil)
        try configuration.requireLegalBasis(on: dates.run)
        store = try RunStore(directory: output, creating: false)
        self.folder = folder
    }

    /// Names one practice's lists.
    /// - Parameter run: nil for the published one.
    /// - Returns: what was done, in sentences.
    public func run(practice: String, of run: String?, by accountable: Accountable) async throws -> [String] {
        let lock = try store.acquireLock()
        defer { lock.release() }
        let manifest = try manifest(run)
        guard ListedPractices(manifest).codes.contains(practice) else { throw PipelineError.noSuchPractice }
        return try await name([practice], in: manifest, by: accountable, "reidentify", holding: lock)
    }

    /// Names the lists of all practices that an authorisation is for, but those that were named of this run before.
    public func runAll(of run: String?, under authorisation: StandingAuthorisation) async throws -> [String] {
        try authorisation.require(on: Clock.latest(dates.run))
        let lock = try store.acquireLock()
        defer { lock.release() }
        let manifest = try manifest(run)
        let practices = ListedPractices(manifest).codes.filter { practice in
            authorisation.practices?.contains(practice) != false
                && !FileManager.default.fileExists(atPath: "\(folder)/\(name(of: practice, in: manifest))")
        }
        return try await name(
            practices, in: manifest, by: authorisation.accountable, "reidentify under a standing authorisation",
            holding: lock)
    }

    private func name(
        _ practices: [String], in manifest: Manifest, by accountable: Accountable, _ action: String,
        holding lock: StoreLock
    ) async throws -> [String] {
        let tonight = try await TonightRegister(configuration, dates, after: store, numbersOf: Set(practices))
        let published = try PublishedLists(manifest) { try contents($0, in: manifest) }
        let named = try practices.map { practice in
            let tables = try NamedTables(of: practice, in: manifest, published, tonight) {
                try contents($0, in: manifest)
            }
            return try NamedLists(tables, published, tonight)
        }
        try AuditLog(store).append(
            named.map { accountable.entry(action, facts($0, manifest)) }, holding: lock)
        return try named.map { practice in
            try write(practice, in: manifest)
            let recipient = configuration.identity.recipients[practice.practice]
            let shared =
                practice.sharedLists > 0
                ? " (\(practice.sharedLists) of teams or hospitals, of which its own people alone)" : ""
            return "\(practice.practice): \(practice.rows) rows of \(practice.lists) lists\(shared) named, "
                + (recipient == nil ? "in plain: no age key is configured" : "encrypted to its age key")
                + (practice.withheld > 0 ? "; \(practice.withheld) rows left out" : "")
                + (published == nil ? "; as tables alone: a run of an earlier version cannot be read back" : "")
        }
    }

    private func facts(_ named: NamedLists, _ manifest: Manifest) -> [String: JSONValue] {
        let recipient = configuration.identity.recipients[named.practice]
        return [
            "run": .string(manifest.run.description), "run_date": .string(dates.run.description),
            "practice": .string(named.practice),
            "lists": .integer(named.lists), "rows": .integer(named.rows),
            "recipient": recipient.map { .string($0.publicKey) } ?? .null,
        ]
    }

    private func manifest(_ run: String?) throws -> Manifest {
        let id = try run.map { try RunAdministration.parse($0) } ?? store.latest()
        guard let id else { throw PipelineError.noRun }
        try store.requireWhole(id)
        guard let manifest = try store.manifest(of: id) else { throw PipelineError.noRun }
        guard manifest.text("pseudonym_key") == configuration.key?.fingerprint else {
            throw PipelineError.runOfOtherKey(run: id.description)
        }
        return manifest
    }

    private func contents(_ entry: ManifestEntry, in manifest: Manifest) throws -> [UInt8] {
        guard let bytes = try store.verifiedContents(of: entry.path, in: manifest) else {
            throw PipelineError.runNotVerified(
                run: manifest.run.description, problems: ["\(entry.path) has changed since it was published"])
        }
        return bytes
    }

    /// Whole or not at all.
    private func write(_ named: NamedLists, in manifest: Manifest) throws {
        let recipient = configuration.identity.recipients[named.practice]
        // What is not written in plain must not wait for a key: it is encrypted before a file is made.
        let files = try named.files.map { file in
            (
                recipient == nil ? file.name : "\(file.name).age",
                try recipient?.encrypted(file.bytes) ?? file.bytes
            )
        }
        let staged = try StagedFolder(name(of: named.practice, in: manifest), in: folder)
        do {
            for (name, bytes) in files {
                let file = try staged.file(name)
                try bytes.withUnsafeBytes { try file.write($0) }
                try file.close()
            }
            try staged.publish()
        } catch {
            staged.abandon()
            throw error
        }
    }

    private func name(of practice: String, in manifest: Manifest) -> String {
        "\(FileStem.of(practice))-\(manifest.run)"
    }
}
