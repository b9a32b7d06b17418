/// The kinds of objections that a source of opt-outs tells apart.
public enum ObjectionKind: String, CaseIterable, Sendable {
    /// To what leaves the GP record for anything but the person's own care.
    case type1
    /// The national data opt-out.
    case national
    /// To being looked at by programs such as this one.
    case riskStratification = "risk_stratification"
}
