import Configuration
import FeatureData

/// Figures that a programme publishes beside its lists, of everybody, by area or hospital.
public struct Totals: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Two-hour referrals, contacts, and the share that was answered within two hours.
        case urgentResponse = "urgent_response"
        /// People in hospital, those ready to leave, and their days past ready.
        case discharge
    }

    public enum Area: String, Sendable, CaseIterable {
        case practice, neighbourhood, provider
    }

    public let kind: Kind
    public let area: Area
    /// The time before the index date that is looked at; of what is so on the index date, it says nothing.
    public let months: Int
    /// The share that is aimed at, where there is one.
    public let target: Share?

    private static let keys = ["of", "by", "over", "target"]

    /// Reads a programme's `totals`; nil where there are none, or they are wrong.
    static func read(_ map: SettingMap) -> Totals? {
        guard let totals = map.map("totals", allowed: keys) else { return nil }
        let kind: Kind? = totals.required("of").flatMap { _ in totals.choice("of") }
        let area: Area? = totals.required("by").flatMap { _ in totals.choice("by") }
        let months = totals.months("over")
        let target = totals.parsed("target", expected: "a share over 0 and at most 100%, such as 70%", Share.init)
        guard let kind, let area else { return nil }
        return Totals(kind: kind, area: area, months: months ?? 3, target: target)
    }
}
