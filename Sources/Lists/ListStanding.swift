/// How a person stands on a list against the issue before it.
public enum ListStanding: Sendable, Equatable {
    case new
    /// Was on the list, left it, and is back.
    case returning
    /// Has been on it for so many days.
    case staying(days: Int)

    /// As files have it: `new`, `returning`, `staying`.
    public var name: String {
        switch self {
        case .new: "new"
        case .returning: "returning"
        case .staying: "staying"
        }
    }

    /// Days on the list; nil for those who come.
    public var days: Int? {
        if case .staying(let days) = self { days } else { nil }
    }

    /// As a reader meets it.
    public var words: String {
        switch self {
        case .new: "New"
        case .returning: "Back on the list"
        case .staying(let days): "On the list for \(days) \(days == 1 ? "day" : "days")"
        }
    }

    init?(name: String, days: Int?) {
        switch (name, days) {
        case ("new", nil): self = .new
        case ("returning", nil): self = .returning
        case ("staying", let days?): self = .staying(days: days)
        default: return nil
        }
    }
}
