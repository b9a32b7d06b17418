import Lists
import Records

/// What the lists of one programme say of movement: how each person stands to the last issue, what changed, and how
/// many came and left.
struct ListMovement: Sendable {
    private let movement: ProgrammeMovement
    private let facts: IssueFacts
    private let runDate: Day
    private let members: [String: Member]

    init(_ movement: ProgrammeMovement, _ facts: IssueFacts, on runDate: Day) {
        self.movement = movement
        self.facts = facts
        self.runDate = runDate
        members = Dictionary(movement.members.map { ($0.personID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A list with its movement. The people of a held list stand to the last issue as they do tonight, whatever it
    /// said when it was made.
    func telling(_ list: ListDocument) -> ListDocument {
        var header = list.header
        header.issue = issue(of: header.place.code)
        return ListDocument(header: header, rows: list.rows.map(telling), nearMisses: list.nearMisses)
    }

    private func telling(_ row: ListRow) -> ListRow {
        var row = row
        let member = movement.hasPast ? members[row.personID] : nil
        row.standing = member.map(standing)
        row.changes = member?.sentences ?? []
        return row
    }

    private func standing(_ member: Member) -> ListStanding {
        switch member.standing {
        case .new: .new
        case .returning: .returning
        case .moved, .staying: .staying(days: runDate.days(since: member.listedSince))
        }
    }

    private func issue(of place: String) -> ListIssue {
        ListIssue(
            number: facts.number, date: facts.date.description, isIssued: facts.isIssue,
            movement: movement.hasPast
                ? .init(
                    entered: movement.members.count { $0.place == place && $0.standing != .staying },
                    left: movement.left.count { $0.place == place })
                : nil)
    }
}
