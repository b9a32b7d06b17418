import Lists
import Records

/// What the lists of one programme say of movement: how each person stands to the last issue, what changed, and how
/// many came and left.
struct ListMovement: Sendable {
    private let facts: IssueFacts
    private let runDate: Day
    /// Whether there is an issue to compare with.
    private let hasPast: Bool
    private let members: [String: Member]
    /// By list.
    private let entered: [String: Int]
    private let left: [String: [ProgrammeMovement.Left]]

    init(_ movement: ProgrammeMovement, _ facts: IssueFacts, on runDate: Day) {
        self.facts = facts
        self.runDate = runDate
        hasPast = movement.hasPast
        members = Dictionary(movement.members.map { ($0.personID, $0) }, uniquingKeysWith: { first, _ in first })
        entered = Self.counts(movement.members.lazy.filter { $0.standing != .staying }.map(\.place))
        left = Dictionary(grouping: movement.left, by: \.place)
    }

    private static func counts(_ places: some Sequence<String>) -> [String: Int] {
        Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// A list with its movement. The people of a held list stand to the last issue as they do tonight, whatever it
    /// said when it was made.
    func telling(_ list: ListDocument) -> ListDocument {
        var header = list.header
        header.issue = issue(of: header.place.code)
        return ListDocument(
            header: header, rows: list.rows.map(telling), nearMisses: list.nearMisses,
            left: hasPast ? leavers(of: header.place.code) : [])
    }

    private func telling(_ row: ListRow) -> ListRow {
        var row = row
        let member = hasPast ? members[row.personID] : nil
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
            movement: hasPast
                ? .init(entered: entered[place] ?? 0, left: left[place]?.count ?? 0, reasons: reasons(place)) : nil)
    }

    /// All who left, the most frequent reason first.
    private func reasons(_ place: String) -> [ListCounts.LeftOut] {
        let people = Dictionary((left[place] ?? []).map { ($0.reason.words, 1) }, uniquingKeysWith: +)
        return people.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init(why: $0.key, people: $0.value) }
    }

    /// Those who may be named to their place.
    private func leavers(of place: String) -> [PersonAndReason] {
        (left[place] ?? []).compactMap { one in
            guard one.isNamed, let id = one.personID else { return nil }
            return PersonAndReason(personID: id, why: one.reason.wordsOfOne)
        }
    }
}
