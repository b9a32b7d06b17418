import RunStore
import Tabular

/// The runs that a run stands on. They are circumstances of it: ids are no content.
struct RunLinks: Sendable, Equatable {
    /// The run of the night before.
    let previous: RunID?
    /// The issue that movement is counted against.
    let lastIssue: RunID?

    init(previous: RunID?, lastIssue: RunID?) {
        self.previous = previous
        self.lastIssue = lastIssue
    }

    var members: [String: JSONValue] {
        [
            "previous_run": previous.map { .string($0.description) } ?? .null,
            "last_issue_run": lastIssue.map { .string($0.description) } ?? .null,
        ]
    }

    init(_ circumstances: JSONValue) {
        guard case .object(let members) = circumstances else {
            self.init(previous: nil, lastIssue: nil)
            return
        }
        func run(_ name: String) -> RunID? {
            if case .string(let text)? = members[name] { RunID(text) } else { nil }
        }
        self.init(previous: run("previous_run"), lastIssue: run("last_issue_run"))
    }
}
