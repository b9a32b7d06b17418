/// Who may read a published file.
public enum Readers: Sendable {
    /// The program's user alone: 0600.
    case owner
    /// The store's reading group too: 0640. The owner alone where the store has no such group.
    case group
}
