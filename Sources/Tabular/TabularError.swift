/// What can go wrong with a file as a file, before its rows mean anything.
public enum TabularError: Error, Equatable, Sendable {
    case outOfMemory
    case missing(file: String)
    case unreadable(file: String, errno: Int32)
    case writeFailed(file: String, errno: Int32)
}
