/// Keeps numbers of people that could point to a person out of whatever may be released.
///
/// Source: "Disclosure control methodology for Hospital Episode Statistics (HES) and Emergency Care Data Set
/// (ECDS)", NHS Digital (now NHS England), in use since September 2018, for counts below national level: 1 to 7 are
/// suppressed, others rounded to the nearest 5, and 0 stays 0. Numbers of providers need no control.
public enum DisclosureControl {
    /// Counts from 1 to this are suppressed.
    public static let largestSuppressed = 7

    /// Other counts are rounded to the nearest multiple of this.
    public static let roundingBase = 5

    /// The count as it may be released; nil where it is suppressed.
    public static func releasable(_ count: Int) -> Int? {
        precondition(count >= 0, "a count of people is not negative")
        if (1...largestSuppressed).contains(count) { return nil }
        return (count + roundingBase / 2) / roundingBase * roundingBase
    }
}
