/// The model that ranks a programme, as settings name it: `emergency-admission`, or `emergency-admission/3` for one
/// version.
public struct ModelReference: Sendable, Equatable, CustomStringConvertible {
    public let name: String
    /// nil: the version that the run's configuration has in use.
    public let version: String?

    /// Nil unless the name, and the version if there is one, are names as `Programme.isName` has them.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy(Programme.isName) else { return nil }
        name = parts[0]
        version = parts.count == 2 ? parts[1] : nil
    }

    public var description: String { version.map { "\(name)/\($0)" } ?? name }
}
