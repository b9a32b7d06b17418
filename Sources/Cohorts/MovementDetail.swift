/// The second half of a reason, as files and the ledger tell it.
public enum MovementDetail {
    /// What of a reason is more than its code: families with their changes, `emergency admissions +0.41; age +0.05`,
    /// or the words of an exclusion; empty where there is nothing more.
    public static func text(of reason: EntryReason) -> String {
        switch reason {
        case .newFacts(let changes): text(of: changes)
        case .exclusionEnded(let words): words
        default: ""
        }
    }

    public static func text(of reason: ExitReason) -> String {
        switch reason {
        case .riskFell(let changes): text(of: changes)
        case .excluded(let words): words
        default: ""
        }
    }

    public static func text(of changes: [FamilyChange]) -> String {
        changes.map { "\($0.family) \($0.change < 0 ? "-" : "+")\(hundredths($0.change))" }.joined(separator: "; ")
    }

    private static func hundredths(_ change: Double) -> String {
        let units = Int(min((change.magnitude * 100).rounded(), 1e9))
        return "\(units / 100).\(units % 100 < 10 ? "0" : "")\(units % 100)"
    }
}
