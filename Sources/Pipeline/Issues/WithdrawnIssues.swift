import Ledger
import RunStore
import Tabular

/// Issues on disk that the published run no longer stands on: practices had them before they were rolled back from, or made
/// again. The ledger follows the published run and has none of them, so that they are read from their runs.
struct WithdrawnIssues {
    struct Issue {
        let run: RunID
        let manifest: Manifest
        let facts: IssueFacts
        /// Whether the published run stands on an issue of that number and day instead.
        let isReplaced: Bool

        var word: String { isReplaced ? "made again" : "rolled back" }
    }

    /// The first first.
    let issues: [Issue]
    private let store: RunStore

    init(_ store: RunStore) throws {
        self.store = store
        let standing = Set(try IssueChain(store).runs(after: []) ?? [])
        let manifests = try standing.compactMap(store.manifest)
        let facts = manifests.compactMap(\.issue)
        // A run that was rolled back to stands as its copy, without those who have objected since.
        let copied = Set(manifests.compactMap { $0.text("rolled_back_to") })
        issues = try store.runs().filter { !standing.contains($0) }.compactMap { run in
            guard let manifest = try store.manifest(of: run), let own = manifest.issue, own.isIssue,
                !copied.contains(manifest.content.hexadecimal)
            else { return nil }
            return Issue(
                run: run, manifest: manifest, facts: own,
                isReplaced: facts.contains { $0.number == own.number && $0.date == own.date })
        }
    }

    /// The lists of one programme of an issue, with who was on them; nil for those whose files are missing or have
    /// changed.
    struct Listed {
        let issue: Issue
        let programme: String
        let persons: [String]?

        var line: String {
            let place = "in runs/\(issue.run)/lists/\(programme)"
            let listed = persons.map { "listed \($0.count)" } ?? "whose members' file is missing or has changed"
            let number = "issue \(issue.facts.number) of \(issue.facts.date)"
            return "\(issue.word): \(number): \(programme), \(listed), \(place)"
        }
    }

    /// Those that a model ranked.
    func listed(model: String, version: String) throws -> [Listed] {
        try issues.flatMap { issue in
            let own = issue.facts.programmes.mapValues(\.model).filter { ($1.name, $1.version) == (model, version) }
            return try own.keys.sorted().map { programme in
                Listed(
                    issue: issue, programme: programme,
                    persons: try members(programme, issue)?.members.map(\.personID))
            }
        }
    }

    /// The times of a person on lists that were rolled back from, and on those made again that no longer name them.
    /// - Parameter known: by issue and programme, where the ledger has the person.
    func memberships(of person: String, known: PersonHistory) throws -> [(word: String, PersonHistory.Membership)] {
        try issues.flatMap { issue in
            try issue.facts.programmes.sorted { $0.key < $1.key }.compactMap { programme, facts in
                let isTold =
                    issue.isReplaced
                    && known.memberships.contains { membership in
                        membership.programme == programme
                            && membership.listings.contains { $0.issue == issue.facts.number }
                    }
                guard !isTold, let read = try members(programme, issue),
                    let member = read.members.first(where: { $0.personID == person })
                else { return nil }
                return (issue.word, PersonHistory.Membership(programme, member, read.families, issue.facts, facts))
            }
        }
    }

    private func members(
        _ programme: String, _ issue: Issue
    ) throws -> (families: [String], members: [PastMember])? {
        try store.verifiedContents(of: MembershipFiles(programme).members, in: issue.manifest)
            .flatMap(MembershipFiles.members)
    }
}

extension PersonHistory.Membership {
    /// One issue of a person's time on a list, as its run keeps it.
    fileprivate init(
        _ programme: String, _ member: PastMember, _ families: [String], _ issue: IssueFacts,
        _ facts: IssueFacts.ProgrammeFacts
    ) {
        let contributions = zip(families, member.families ?? []).filter { $0.1.magnitude >= 0.00005 }
            .sorted { ($1.1.magnitude, $0.0) < ($0.1.magnitude, $1.0) }
        let listing = PersonHistory.Listing(
            issue: issue.number, date: issue.date.description, rank: member.rank,
            rankInPractice: member.rankInPractice, risk: member.risk,
            model: "\(facts.model.name)/\(facts.model.version)",
            contributions: contributions.prefix(LedgerMember.mostContributions).map { (family: $0.0, value: $0.1) },
            countsPoints: facts.countsPoints)
        self.init(
            programme: programme, place: member.place, enteredOn: member.enteredOn.description,
            listedSince: member.listedSince.description, entryReason: member.entry.code,
            entryDetail: member.entry.detail, leftOn: nil, exitReason: nil, exitDetail: nil, listings: [listing])
    }
}
