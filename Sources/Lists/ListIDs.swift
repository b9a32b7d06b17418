/// A list's people as plain text, an id a line, in the list's order: for a search or an import in a GP system.
public enum ListIDs {
    /// The whole file. An id cannot hold a line break; should one, its person is left to the other formats.
    public static func text(_ document: ListDocument) -> String {
        document.rows.lazy.map(\.personID).filter { !$0.contains(where: \.isNewline) }.map { $0 + "\n" }.joined()
    }
}
