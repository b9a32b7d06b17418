/// A column of the matrix, as a model and a list need to know it.
public struct FeatureColumn: Sendable, Equatable {
    /// Unique within the catalogue; the name in a model's coefficients and in a list's factors.
    public let name: String

    /// The value that most people have (0, or what the catalogue gives a person without rows).
    /// Cells with it are not stored.
    public let usual: Double

    /// SHA-256, as hexadecimal digits, of the feature's whole definition, its code lists included.
    /// Two features with one fingerprint have the same values on the same records.
    public let fingerprint: String

    /// The plain words for a reason: see `ReasonTemplate`.
    public let reason: String

    /// What is said after the family's reason, whichever that is: `, the last {value} {day|days} ago`.
    public let detail: String

    /// Columns of one family tell one fact, such as by several windows: a list gives one reason for them.
    public let family: String

    /// Whether what it tells of may reach up to the index date. A reason of two years ago takes no detail of the latest.
    public let isOfNow: Bool

    /// - Parameter family: its own unless said.
    public init(
        name: String, usual: Double, fingerprint: String, reason: String, detail: String = "", family: String? = nil,
        isOfNow: Bool = true
    ) {
        self.name = name
        self.usual = usual
        self.fingerprint = fingerprint
        self.reason = reason
        self.detail = detail
        self.family = family ?? name
        self.isOfNow = isOfNow
    }

    /// The fingerprint of a feature that somebody else computed: its definition is not ours to know, so that a model can
    /// state its name alone.
    public static func fingerprint(ofReady name: String) -> String { "ready table: \(name)" }
}
