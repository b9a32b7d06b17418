/// Dates as a reader meets them.
public enum DateWords {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `1 April 2025` for `2025-04-01`; what is no ISO date stays as it is.
    public static func words(_ date: String) -> String {
        guard let (year, month, day) = parts(date) else { return date }
        return "\(day) \(months[month - 1]) \(year)"
    }

    public static func parts(_ date: String) -> (year: Int, month: Int, day: Int)? {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard date.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return (year, month, day)
    }
}
