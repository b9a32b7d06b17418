import Hashing

/// One thing that is not as its manifest says.
public struct VerificationProblem: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case missing
        /// In the run, and not in its manifest.
        case added
        case notAFile
        case notADirectory
        case size(found: Int, expected: Int)
        case changed
        case unreadable(code: Int32)
        case permissions(found: UInt32, expected: UInt32)
        case notOurs
        case malformedManifest(JSONProblem)
        /// A manifest of another run.
        case otherRun
    }

    /// Within the run; `.` is the run itself.
    public let path: String
    public let kind: Kind

    public init(_ path: String, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }
}
