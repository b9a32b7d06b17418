/// What a programme's lists are divided by: the attribute of that name.
public enum ListSplit: String, Sendable, CaseIterable {
    case practice
    case neighbourhood
}
