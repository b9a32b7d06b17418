/// A list as a practice or a neighbourhood team receives it: whole, and the same in every format.
public struct ListDocument: Sendable, Equatable {
    public let header: ListHeader
    /// In rank order, but for those on a caseload where the programme has them last.
    public let rows: [ListRow]
    /// The next in rank order whom the line left below, and no rule left out.
    public let nearMisses: [ListRow]
    /// Of those who left the list since the issue before: who may still be named to its place. The header counts all.
    public let left: [PersonAndReason]

    public init(header: ListHeader, rows: [ListRow], nearMisses: [ListRow] = [], left: [PersonAndReason] = []) {
        self.header = header
        self.rows = rows
        self.nearMisses = nearMisses
        self.left = left
    }

    /// The same with a note above the others.
    public func noting(_ note: String) -> ListDocument {
        var header = header
        header.notes = [note] + header.notes
        return ListDocument(header: header, rows: rows, nearMisses: nearMisses, left: left)
    }

    /// Stands on every list.
    public static let advice =
        "This list advises; it does not decide. It says who is more likely than others to need help, not who will, "
        + "and not whom help would suit. The judgement stays with those who know the person, and a person who is not "
        + "on the list may need you more."

    static let confidential = "Confidential: patient data"
}
