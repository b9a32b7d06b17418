/// What is done to a count of people before it leaves the restricted area: 1 to 7 are suppressed and the rest rounded
/// to the nearest 5. 0 stays 0.
///
/// Source: NHS England, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set,
/// in use from September 2018, at sub-national level.
public enum DisclosureControl {
    public static let suppressedUpTo = 7
    public static let roundedTo = 5

    /// The rule, for a reader of what is released.
    public static let words =
        "Counts of 1 to \(suppressedUpTo) are suppressed and others rounded to the nearest \(roundedTo). An exact "
        + "share is told of the top of the ranking only at places between which, and beyond which, there are no "
        + "people or at least \(suppressedUpTo + 1), both with the outcome and without it, and of a programme's rule "
        + "only where the people by whom it differs from each of those are as many. Of a subgroup it is told only "
        + "where each of its parts is 0 or at least \(suppressedUpTo + 1), and further subgroups are withheld until "
        + "those withheld have together 0 or at least \(suppressedUpTo + 1) in each part, so that no difference from "
        + "a total tells a small number. People are counted, not their rows."

    /// Whether a number of people may be told, or worked out: 0, or more than 7.
    public static func isSafe(_ count: Int) -> Bool { count == 0 || count > suppressedUpTo }

    /// The count as it may be released; nil where it is suppressed.
    public static func released(_ count: Int) -> Int? {
        isSafe(count) ? (count + roundedTo / 2) / roundedTo * roundedTo : nil
    }

    /// A share as it may be released; nil where its parts or what is left of the whole would be suppressed, since
    /// they could be worked out from it.
    public static func released(_ share: Double, of part: Int, in whole: Int) -> Double? {
        share.isFinite && isSafe(part) && isSafe(whole - part) ? share : nil
    }

    /// Which parts of a whole must be withheld.
    ///
    /// A part with a cell of 1 to 7 is withheld. What is withheld can be worked out together, as what the total has
    /// more than the parts released; while a cell of that is 1 to 7, the part released that has the fewest in it is
    /// withheld as well.
    ///
    /// - Parameters:
    ///   - parts: the cells of each part.
    ///   - given: parts that are withheld for another reason.
    ///   - hidden: the cells of some parts together, by their places, with those in no part, who are never told of. They
    ///     are not what the parts add up to where somebody is in two.
    /// - Returns: for each part whether it is withheld.
    static func withheld(
        _ parts: [[Int]], given: [Bool]? = nil, hidden: (_ parts: [Int]) -> [Int]
    ) -> [Bool] {
        var withheld = parts.indices.map { !parts[$0].allSatisfy(isSafe) || given?[$0] == true }
        while true {
            let cells = hidden(parts.indices.filter { withheld[$0] })
            let unsafe = cells.indices.filter { !isSafe(cells[$0]) }
            func weight(_ part: Int) -> Int { unsafe.reduce(0) { $0 + parts[part][$1] } }
            let helpful = parts.indices.filter { !withheld[$0] && weight($0) > 0 }
            guard let smallest = helpful.min(by: { weight($0) < weight($1) }) else { return withheld }
            withheld[smallest] = true
        }
    }
}
