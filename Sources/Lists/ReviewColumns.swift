/// The columns that a list leaves to those who review it. A later run reads them back as the `reviews` table.
public enum ReviewColumns {
    /// As files have them, and as a page and a workbook head them.
    static let names = ["seen_by", "date_seen", "outcome", "suitable", "why_not"]
    public static let titles = ["Seen by", "Date seen", "Outcome", "Suitable", "Why not"]

    /// What a workbook offers. Others may be typed.
    static let outcomes = [
        "care plan made", "care plan reviewed", "referred on", "no action needed", "declined", "could not be reached",
    ]
    static let suitable = ["yes", "no"]
    static let whyNot = [
        "known already, care in place", "no service to offer", "end of life", "in hospital", "moved away",
        "the person declined", "the record is wrong", "other",
    ]
}
