import Foundation
import Ledger

/// A ledger in a folder of the test's own, and small issues to put in it.
final class LedgerExample {
    let folder: URL
    let path: String
    /// Empty to begin with.
    let ledger: Ledger

    static let model = LedgerRun.Model(name: "admission", version: "3", sha256: "ab")

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "ledger.sqlite").path
        ledger = try Ledger(creating: path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func run(_ id: String, issue: Int?) -> LedgerRun {
        LedgerRun(
            id: id, content: "c-\(id)", indexDate: "2025-01-01", runDate: "2025-01-01", program: "0",
            isDemonstration: true, configuration: "x", catalogue: "y", issue: issue, models: [model])
    }

    static func member(_ person: String, _ place: String = "A", on date: String, since: String? = nil) -> LedgerMember {
        LedgerMember(
            person: person, place: place, rank: 1, rankInPractice: 1, risk: 0.5, enteredOn: date,
            listedSince: since ?? date, entryReason: "new_facts", entryDetail: "falls +0.50", stay: "",
            contributions: [0.25, -0.5, 0], days: 7)
    }

    static func issue(
        _ number: Int, _ members: [LedgerMember], left: [LedgerExit] = [], moved: Int = 0, countsPoints: Bool = false
    )
        -> LedgerIssue
    {
        LedgerIssue(
            number: number, run: "r\(number)", date: "2025-01-0\(number)",
            programmes: [
                LedgerProgramme(
                    id: "p", model: model, countsPoints: countsPoints,
                    counts: LedgerProgramme.Counts(
                        listed: members.count, entered: 1, returning: 0, moved: moved, stayed: members.count - 1,
                        stayedByBand: 0, left: left.count, optedOut: 0),
                    families: ["age", "falls", "stairs"], members: members, left: left)
            ])
    }
}
