/// What a run of a synthetic model makes.
public enum Demonstration {
    /// Stands on every row and page that a demonstration makes, lists and reports alike.
    public static let note = "DEMONSTRATION: synthetic model, not for care"
}
