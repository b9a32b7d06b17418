import Foundation
import Glibc
import Ledger
import RunStore

/// Keeps the ledger in step with the published runs and the audit log: it follows them, and is made again from them where
/// it is lost, damaged or of another past. Whoever writes holds the lock of the runs.
struct LedgerKeeper {
    static let fileName = "ledger.sqlite"

    private let store: RunStore
    private let folder: String
    private let chain: IssueChain

    var path: String { "\(folder)/\(Self.fileName)" }

    init(_ store: RunStore, output: String) {
        self.store = store
        folder = output
        chain = IssueChain(store)
    }

    /// Brings the ledger up to what is published.
    /// - Returns: what an operator should know; the ledger's failures among it, which fail nothing else.
    func catchUp() -> [String] {
        do {
            return try follow()
        } catch LedgerError.missing {
            return rebuilding(because: nil)
        } catch {
            return rebuilding(because: error)
        }
    }

    /// - Parameter cause: why it could not be followed; nil where there was none.
    private func rebuilding(because cause: (any Error)?) -> [String] {
        let why = cause.map { ", because it could not be used: \($0)" } ?? ""
        do {
            let notes = try rebuild().notes
            return (why.isEmpty ? [] : ["the ledger was made again from the published runs\(why)"]) + notes
        } catch {
            let again = why.isEmpty ? "" : "; it was to be made again from the published runs\(why)"
            return ["the ledger could not be brought up to date, and the next run tries again: \(error)\(again)"]
        }
    }

    /// Adds what was published since the ledger was last written. Where it is of another past, it is made again.
    private func follow() throws -> [String] {
        let ledger = try Ledger(opening: path)
        defer { try? ledger.close() }
        guard let runs = try chain.runs(after: ledger.issues().compactMap { RunID($0.run) }) else {
            try ledger.close()
            return try rebuild().notes
        }
        return try append(runs, to: ledger)
    }

    /// Removes the ledger: an index of what it names people from, which is about to change.
    func remove() { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) } }

    /// Makes the ledger again from the published runs, beside the one that is there, which it then replaces.
    /// - Returns: how many issues it holds, and what an operator should know.
    func rebuild() throws -> (issues: Int, notes: [String]) {
        let temporary = "\(folder)/.ledger-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        defer { for suffix in ["", "-journal"] { unlink(temporary + suffix) } }
        let ledger = try Ledger(creating: temporary)
        let runs = try chain.runs(after: []) ?? []
        let notes = try append(runs, to: ledger)
        try ledger.close()
        // A journal that a crash left would be played back into the file that replaces its own.
        for suffix in ["-journal", "-wal", "-shm"] { unlink(path + suffix) }
        guard rename(temporary, path) == 0 else {
            throw RunStoreError.inputOutput(.rename, path: Self.fileName, code: errno)
        }
        return (runs.count, notes)
    }

    private func append(_ issues: [RunID], to ledger: Ledger) throws -> [String] {
        var notes: [String] = []
        for run in issues {
            if let issue = try chain.issue(run) {
                try ledger.append(issue)
            } else {
                notes.append("the ledger has no issue of run \(run), whose files are missing or have changed")
            }
        }
        let onDisk = try store.runs()
        let known = try ledger.runs()
        let fresh = try onDisk.filter { !known.contains($0.description) }.compactMap(chain.run)
        try ledger.record(fresh, forgetting: known.subtracting(onDisk.map(\.description)))
        if let reviews = try chain.reviews() { try ledger.replaceReviews(reviews.read, digest: reviews.digest) }
        return try notes + keepAudit(in: ledger)
    }

    /// A log that is not as it was written is told, and the ledger keeps what it had of it.
    private func keepAudit(in ledger: Ledger) throws -> [String] {
        let acts: [LedgerAct]
        do {
            acts = try AuditLog(store).acts().map { LedgerAct($0.entry, digest: $0.digest) }
        } catch {
            return ["the ledger has no more of the audit log, which cannot be read: \(error)"]
        }
        try ledger.keepAudit(acts)
        return []
    }
}
