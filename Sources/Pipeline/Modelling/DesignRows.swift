import Configuration
import Outcomes
import Records

/// What a row of a design is: everybody on each of some index dates, or each discharge from hospital in a period.
enum DesignRows: Sendable {
    /// A person is one row a date; the dates are in ascending order and differ.
    case dates([Day])
    case discharges(IndexDischarges, ClosedRange<Day>)

    /// As a model and its card tell them.
    var words: [String] {
        switch self {
        case .dates(let days): days.map(\.description)
        case .discharges(_, let days): ["\(days.lowerBound)", "\(days.upperBound)"]
        }
    }

    /// The first day that is an index day.
    var firstDay: Day? {
        switch self {
        case .dates(let days): days.first
        case .discharges(_, let days): days.lowerBound.adding(days: 1)
        }
    }

    /// Whether every index day is after all of the others'.
    func isLater(than others: DesignRows) -> Bool {
        guard let firstDay, let last = others.lastDay else { return true }
        return firstDay > last
    }

    /// The last day that is an index day.
    var lastDay: Day? {
        switch self {
        case .dates(let days): days.last
        case .discharges(_, let days): days.upperBound.adding(days: 1)
        }
    }
}

extension DesignRows {
    /// The index dates under a key, or under either of two; nil where neither stands.
    static func dates(_ keys: [String], _ map: SettingMap, _ problems: Problems) -> DesignRows? {
        let given = keys.filter { map[$0] != nil }
        guard let key = given.first, let setting = map[key] else { return nil }
        if given.count > 1 { problems.add("\"\(given[0])\" and \"\(given[1])\" exclude each other", at: setting) }
        let items = map.items(key)
        let days = items.compactMap { $0.text.flatMap { Day($0) } }
        guard !days.isEmpty, days.count == items.count else {
            problems.add("\"\(key)\" must be a date as YYYY-MM-DD, or a list of them", at: setting)
            return nil
        }
        if Set(days).count < days.count { problems.add("\"\(key)\" names a date twice", at: setting) }
        return .dates(days.sorted())
    }
}
