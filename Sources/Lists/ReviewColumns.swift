/// The columns that a list leaves to those who review it. A later run reads them back as the `reviews` table.
public enum ReviewColumns {
    /// As files have them, and as a page and a workbook head them.
    static let names = ["seen_by", "date_seen", "outcome", "suitable", "why_not"]
    public static let titles = ["Seen by", "Date seen", "Outcome", "Suitable", "Why not"]

    /// What a workbook offers. Others may be typed. A workbook has each list as one text of at most 255 characters with
    /// commas between: none may be within a choice.
    static let outcomes = [
        "care plan made", "care plan reviewed", "referred on", "no action needed", "declined", "could not be reached",
    ]
    static let suitable = ["yes", "no"]
    static let whyNot = [
        "known already: care in place", "no service to offer", "end of life", "in hospital", "moved away",
        "the person declined", "the record is wrong", "other",
    ]

    /// The columns of a list's table under the names by which a filled in list is read back: those of a workbook's sheet.
    public static func headings(of columns: [String]) -> [String] {
        let titles = Dictionary(
            uniqueKeysWithValues: zip(["person_id", "programme"] + names, ["Person", "Programme"] + Self.titles))
        return columns.map { titles[$0] ?? $0 }
    }
}
