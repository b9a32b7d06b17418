import Hashing
import Records
import RunStore

/// What the runs before tonight leave it: who was on the last issue, and what reviews said.
///
/// It is read from published runs alone, along the links from the one that is published: so a run that is made again
/// has the past that it had, and after a rollback the runs that were taken back are no past.
struct Past: Sendable {
    /// The run of the last night before tonight's.
    let previousRun: RunID?
    /// The number and the day of the last issue; nil before the first.
    let mark: (number: Int, date: Day)?
    /// Its run, whether or not that can be read.
    let lastIssueRun: RunID?
    /// Nil before the first issue, and where it cannot be read.
    let lastIssue: PastIssue?
    let reviews: RememberedReviews
    /// What an operator should know.
    let warnings: [String]

    /// - Parameter day: tonight's run date. Runs of that day and later ones are no past.
    init(_ store: RunStore, before day: Day) throws {
        guard let manifest = try Self.manifest(store, before: day) else {
            (previousRun, mark, lastIssueRun, lastIssue) = (nil, nil, nil, nil)
            (reviews, warnings) = (RememberedReviews(), [])
            return
        }
        var warnings: [String] = []
        previousRun = manifest.run
        let remembered = try? RememberedReviews(in: manifest, of: store)
        if remembered == nil {
            warnings.append("the reviews of run \(manifest.run) cannot be read: only tonight's are known")
        }
        reviews = remembered ?? RememberedReviews()
        guard let facts = manifest.issue else {
            (mark, lastIssueRun, lastIssue, self.warnings) = (nil, nil, nil, warnings)
            return
        }
        mark = (facts.number, facts.date)
        lastIssueRun = facts.isIssue ? manifest.run : RunLinks(manifest.facts.circumstances).lastIssue
        lastIssue = try? lastIssueRun.flatMap { try PastIssue($0, of: store) }
        if lastIssue.map({ $0.programmes.count == $0.facts.programmes.count }) != true {
            warnings.append(
                "issue \(facts.number) of \(facts.date) cannot be read, or not all of it: nobody of it is known to stay"
            )
        }
        self.warnings = warnings
    }

    /// The same issues, of whose people nothing is known.
    var withoutPeople: Past {
        Past(
            previousRun: previousRun, mark: mark, lastIssueRun: lastIssueRun, lastIssue: nil,
            reviews: RememberedReviews(),
            warnings: ["the ids are under another key: nobody of the issues before is known to stay"])
    }

    private init(
        previousRun: RunID?, mark: (number: Int, date: Day)?, lastIssueRun: RunID?, lastIssue: PastIssue?,
        reviews: RememberedReviews, warnings: [String]
    ) {
        self.previousRun = previousRun
        self.mark = mark
        self.lastIssueRun = lastIssueRun
        self.lastIssue = lastIssue
        self.reviews = reviews
        self.warnings = warnings
    }

    /// The newest run before a day on the way back from the published one.
    private static func manifest(_ store: RunStore, before day: Day) throws -> Manifest? {
        var next = try store.latest()
        var seen: Set<RunID> = []
        while let run = next, seen.insert(run).inserted {
            guard let manifest = try store.manifest(of: run), let date = manifest.runDate else { return nil }
            if date < day { return manifest }
            next = RunLinks(manifest.facts.circumstances).previous
        }
        return nil
    }
}

extension Manifest {
    /// Nil in a run of a version that knew no issues.
    var issue: IssueFacts? {
        guard case .object(let members) = facts.facts else { return nil }
        return IssueFacts(members["issue"])
    }

    var runDate: Day? { text("run_date").flatMap { Day($0) } }

    func text(_ fact: String) -> String? {
        guard case .object(let members) = facts.facts, case .string(let text)? = members[fact] else { return nil }
        return text
    }
}
