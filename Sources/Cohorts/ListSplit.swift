/// What a programme's lists are divided by: the attribute of that name.
public enum ListSplit: String, Sendable, CaseIterable {
    case practice
    case neighbourhood
    /// The hospital in which a person lies on the index date.
    case provider
}
