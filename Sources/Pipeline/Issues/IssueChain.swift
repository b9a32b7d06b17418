import Cohorts
import Ledger
import Records
import RunStore

/// The issues that lead to the published run, read back from their runs.
struct IssueChain {
    private let store: RunStore

    init(_ store: RunStore) { self.store = store }

    /// The runs of the issues, the first first.
    /// - Parameter known: a run that the walk back from the published one ends at; it is not among those returned.
    /// - Returns: nil where one of `known` was met that is not its last, or none of them: they are of another past.
    func runs(after known: [RunID]) throws -> [RunID]? {
        var runs: [RunID] = []
        var next = try store.latest()
        var seen: Set<RunID> = []
        while let run = next, seen.insert(run).inserted, let manifest = try store.manifest(of: run),
            let facts = manifest.issue
        {
            if run == known.last { return runs.reversed() }
            if known.contains(run) { return nil }
            if facts.isIssue { runs.append(run) }
            next = RunLinks(manifest.facts.circumstances).lastIssue
        }
        return known.isEmpty ? runs.reversed() : nil
    }

    /// An issue as the ledger takes it; nil where its files are not as they were published.
    func issue(_ run: RunID) throws -> LedgerIssue? {
        guard let manifest = try store.manifest(of: run), let facts = manifest.issue else { return nil }
        var programmes: [LedgerProgramme] = []
        for (programme, own) in facts.programmes.sorted(by: { $0.key < $1.key }) {
            let files = try MembershipFiles(programme)
            guard let past = try PastProgramme(programme, in: manifest, of: store),
                let bytes = try store.verifiedContents(of: files.movement, in: manifest),
                let left = try MembershipFiles.left(bytes)
            else { return nil }
            programmes.append(
                LedgerProgramme(
                    id: programme, model: own.model, countsPoints: own.countsPoints, counts: own.counts,
                    families: past.families,
                    members: past.members.map { LedgerMember($0, on: facts.date) },
                    left: left.map {
                        LedgerExit(person: $0.personID, place: $0.place, reason: $0.reason, detail: $0.detail)
                    }))
        }
        return LedgerIssue(
            number: facts.number, run: run.description, date: facts.date.description, programmes: programmes)
    }

    /// A run as the ledger takes it; nil where its manifest cannot be read.
    func run(_ id: RunID) throws -> LedgerRun? {
        guard let manifest = try store.manifest(of: id), case .object(let facts) = manifest.facts.facts else {
            return nil
        }
        var models: [LedgerRun.Model] = []
        if case .array(let listed)? = facts["models"] {
            // Two programmes may name one version of a model, with it and without.
            for model in listed.compactMap(LedgerRun.Model.init)
            where !models.contains(where: { $0.name == model.name && $0.version == model.version }) {
                models.append(model)
            }
        }
        return LedgerRun(
            id: id.description, content: manifest.content.hexadecimal, indexDate: manifest.text("index_date") ?? "",
            runDate: manifest.text("run_date") ?? "", program: manifest.text("program") ?? "",
            isDemonstration: facts["demonstration"] == .bool(true),
            configuration: manifest.text("configuration_sha256") ?? "",
            catalogue: manifest.text("catalogue_sha256") ?? "",
            issue: manifest.issue.flatMap { $0.isIssue ? $0.number : nil }, models: models)
    }

    /// The reviews that the published run knows, with what tells its file from others; nil where they cannot be read.
    func reviews() throws -> (digest: String, read: () throws -> [LedgerReview])? {
        guard let run = try store.latest(), let manifest = try store.manifest(of: run) else { return nil }
        let path = try RunPath(RememberedReviews.path)
        let digest = manifest.entries.first { $0.path == path }?.digest.hexadecimal ?? "none"
        guard let known = try RememberedReviews(in: manifest, of: store) else { return nil }
        return (digest, { known.broughtOn.map(LedgerReview.init) })
    }
}
