/// Where the knots of a restricted cubic spline go, as shares of the sorted values (Harrell, Regression Modeling
/// Strategies, 2nd edition 2015, table 2.3).
public enum HarrellShares {
    /// Of 3 to 7 knots; nil for another number.
    public static func of(knots count: Int) -> [Double]? {
        switch count {
        case 3: [0.1, 0.5, 0.9]
        case 4: [0.05, 0.35, 0.65, 0.95]
        case 5: five
        case 6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95]
        case 7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975]
        default: nil
        }
    }

    static let five = [0.05, 0.275, 0.5, 0.725, 0.95]
}
