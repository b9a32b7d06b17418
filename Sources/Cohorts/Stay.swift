/// Why one who was on the last issue is on the list still.
public enum Stay: String, Sendable, CaseIterable {
    /// They would be on it in any case.
    case byRank = "rank"
    /// They rank between the entry line and the leave line.
    case byBand = "band"
    /// They rank below the leave line, and entered too short a time ago.
    case byLeastStay = "least_stay"
}
