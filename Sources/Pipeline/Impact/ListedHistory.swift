import Cohorts
import Records
import RunStore

/// A programme's issues as their runs keep them, the first first: who was on a list when, and who was held out.
struct ListedHistory {
    struct Issue {
        let date: Day
        let indexDate: Day
        /// Ids of those on its lists.
        let members: [String]
        /// Ids of those who would have been on them but for the hold-out; nil where none was kept.
        let heldOut: [String]?
        /// What was known of reviews then; nil where the run's cannot be read.
        let reviews: RememberedReviews?
        fileprivate let facts: IssueFacts

        /// The lowest quantised predictor with which one of a practice came on to it; nil where nobody was below it, or
        /// nobody came.
        func line(of programme: String, practice: String) -> Int64? {
            facts.line(of: programme, practice: practice).entry.flatMap { $0 == .max ? nil : $0 }
        }
    }

    let issues: [Issue]

    init(_ programme: String, in store: RunStore) throws {
        var issues: [Issue] = []
        for run in try IssueChain(store).runs(after: []) ?? [] {
            guard let manifest = try store.manifest(of: run), let facts = manifest.issue,
                facts.programmes[programme] != nil, let indexDate = manifest.text("index_date").flatMap({ Day($0) }),
                let past = try PastProgramme(programme, in: manifest, of: store)
            else { continue }
            let heldOut = try HeldOutPeople(programme, in: manifest, of: store)
            issues.append(
                Issue(
                    date: facts.date, indexDate: indexDate, members: past.members.map(\.personID),
                    heldOut: heldOut?.people.filter(\.wouldBeListed).map(\.personID),
                    reviews: try RememberedReviews(in: manifest, of: store), facts: facts))
        }
        self.issues = issues
    }
}
