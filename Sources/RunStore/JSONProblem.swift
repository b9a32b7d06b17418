/// Why some bytes are not the JSON that was expected. Never the bytes themselves.
public enum JSONProblem: Error, Equatable, Sendable {
    /// Not JSON, at this byte.
    case syntax(offset: Int)
    /// A field of an object is missing, is of another type, or is one too many.
    case unexpected(field: String)
}
