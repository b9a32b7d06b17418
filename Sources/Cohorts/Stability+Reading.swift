import Configuration
import FeatureData

extension Stability {
    private static let keys = ["leave_at", "stay_at_least"]

    /// Reads a programme's `stability`.
    /// - Returns: nil where it is wrong, which is added to the problems.
    static func read(_ setting: Setting, selection: Selection, _ problems: Problems) -> Stability? {
        let problemsBefore = problems.all.count
        let map = SettingMap(setting, allowed: keys, problems: problems)
        let leaveAt = map.parsed("leave_at", expected: selection.leaveRule, selection.leaveLine)
        let days = map.parsed("stay_at_least", expected: "a number of days, such as 28 days", Setting.days)
        if map["leave_at"] == nil, map["stay_at_least"] == nil {
            problems.add("\"stability\" must have leave_at, stay_at_least or both", at: setting)
        }
        guard problems.all.count == problemsBefore else { return nil }
        return Stability(leaveAt: leaveAt, leastDays: days ?? 0)
    }
}

extension Selection {
    /// What a leave line of this selection may be, for a message.
    fileprivate var leaveRule: String {
        switch self {
        case .share(let share): "a share from \(share) to 100%, such as 5%"
        case .perPractice(let entry): "a whole number from \(entry.people) to 100000"
        case .riskAtLeast(let least), .pointsAtLeast(let least): "a number over 0 and at most \(least)"
        }
    }

    /// The leave line of that text; nil where it would let people leave before others enter.
    fileprivate func leaveLine(_ text: String) -> Selection? {
        switch self {
        case .share(let entry): Share(text).flatMap { $0 < entry ? nil : .share($0) }
        case .perPractice(let entry):
            Int(text).flatMap { (entry.people...100_000).contains($0) ? .perPractice(Capacity(people: $0)) : nil }
        case .riskAtLeast(let entry):
            Setting.number(text).flatMap { $0 > 0 && $0 <= entry ? .riskAtLeast($0) : nil }
        case .pointsAtLeast(let entry):
            Setting.number(text).flatMap { $0 > 0 && $0 <= entry ? .pointsAtLeast($0) : nil }
        }
    }
}
