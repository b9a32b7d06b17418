/// What is done to a count of people before it leaves the restricted area: 1 to 7 are suppressed and the rest rounded
/// to the nearest 5. 0 stays 0.
///
/// Source: NHS England, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set,
/// in use from September 2018, at sub-national level.
public enum DisclosureControl {
    public static let suppressedUpTo = 7
    public static let roundedTo = 5

    /// The count as it may be released; nil where it is suppressed.
    public static func released(_ count: Int) -> Int? {
        guard count > suppressedUpTo || count == 0 else { return nil }
        return (count + roundedTo / 2) / roundedTo * roundedTo
    }

    /// A share as it may be released; nil where its parts or what is left of the whole would be suppressed, since
    /// they could be worked out from it.
    public static func released(_ share: Double, of part: Int, in whole: Int) -> Double? {
        guard share.isFinite, released(part) != nil, released(whole - part) != nil else { return nil }
        return share
    }
}
