import Configuration
import Records

/// When tonight's lists are issued: when practices receive them, and movement begins to count anew.
enum IssueRule: Sendable, Equatable {
    /// So many days after the last issue, or more.
    case every(days: Int)
    /// Only where the operator says so.
    case byHand

    static let usual = IssueRule.every(days: 7)

    /// Reads `issue` of a configuration: `by_hand`, or `{ every: 7 days }`. The usual where it is not there.
    init(_ setting: Setting?, problems: Problems) {
        self = .usual
        guard let setting else { return }
        if let text = setting.text {
            if text == "by_hand" { self = .byHand } else { problems.add(Self.words, at: setting) }
            return
        }
        let map = SettingMap(setting, allowed: ["every"], problems: problems)
        let days =
            map.required("every") == nil
            ? nil
            : map.parsed("every", expected: "a number of days, such as 7 days") { text in
                Setting.days(text).flatMap { $0 > 0 ? $0 : nil }
            }
        if let days { self = .every(days: days) }
    }

    private static let words = "\"issue\" must be by_hand, or every: with a number of days, such as { every: 7 days }"

    /// Whether lists are issued on a day. The first run is an issue.
    /// - Parameter last: the day of the last issue.
    func isDue(on day: Day, after last: Day?) -> Bool {
        guard let last else { return true }
        return switch self {
        case .every(let days): day.days(since: last) >= days
        case .byHand: false
        }
    }
}
