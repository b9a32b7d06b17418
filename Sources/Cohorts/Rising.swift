import Configuration

/// What a programme calls a rising risk: tonight's against that of the same model some months before.
///
/// Both are computed tonight, by one model, from what is known tonight: the features as at the index date, and the
/// features as at the day so many months before it. So the first night can tell, whatever the model was then; a record
/// that came late is in both; and neither a model that is fitted again nor a catalogue that changes makes anybody rise.
/// What is not dated (care home, deprivation) is the same in both. Who was not registered on the earlier day has no risk
/// of then, and so none that rises.
public struct Rising: Sendable, Equatable {
    public let months: Int
    /// What tonight's risk is at least, in risks of then: 1.25 for a quarter more.
    public let times: Double

    public init(months: Int, times: Double) {
        self.months = months
        self.times = times
    }

    public func isMet(by risk: Double, then: Double) -> Bool { risk >= times * then }

    private static let keys = ["over", "at_least"]

    /// Reads a programme's `rising`.
    /// - Returns: nil where it is wrong, which is added to the problems.
    static func read(_ map: SettingMap) -> Rising? {
        guard let rising = map.map("rising", allowed: keys) else { return nil }
        let months = rising.required("over").flatMap { _ in rising.months("over") }
        let times = rising.required("at_least").flatMap { _ in
            rising.parsed("at_least", expected: "a number over 1 and times, such as 1.25 times", Self.times)
        }
        guard let months, let times else { return nil }
        return Rising(months: months, times: times)
    }

    private static func times(_ text: String) -> Double? {
        guard text.hasSuffix(" times"), let times = Setting.number(String(text.dropLast(6))) else { return nil }
        return times > 1 ? times : nil
    }
}
