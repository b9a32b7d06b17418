<<<<<<< HEAD
/// A share of people as a design states it, an exact decimal between 0 and 1: 4%, 0.5%, 0.04.
public struct Share: Sendable, Hashable {
    /// The share is `numerator` / 10^`decimals`, without trailing zeros.
    private let numerator: Int
    private let decimals: Int

    /// More decimals than anyone states, and few enough for whole-number arithmetic.
    private static let mostDecimals = 9

    /// Reads digits with at most one decimal point and at most nine decimals, with or without a percent sign.
    ///
    /// - Returns: nil where the text is anything else, or is more than 1.
    public init?(_ text: String) {
        let isPercentage = text.hasSuffix("%")
        let parts = (isPercentage ? text.dropLast() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            var numerator = Int(digits)
        else { return nil }
        var decimals = (parts.count == 2 ? parts[1].utf8.count : 0) + (isPercentage ? 2 : 0)
        while decimals > 0 && numerator % 10 == 0 {
            numerator /= 10
            decimals -= 1
        }
        guard decimals <= Share.mostDecimals, numerator <= Share.power(decimals) else { return nil }
        self.numerator = numerator
        self.decimals = decimals
    }

    /// How many of n people the share is, rounded up: 7% of 100 is 7, 4% of 101 is 5.
    public func count(of total: Int) -> Int {
        let scale = Share.power(decimals)
        let (whole, rest) = total.quotientAndRemainder(dividingBy: scale)
        return whole * numerator + (rest * numerator + scale - 1) / scale
    }

    private static func power(_ decimals: Int) -> Int { (0..<decimals).reduce(1) { power, _ in power * 10 } }
}

extension Share: CustomStringConvertible {
    /// As a percentage, in the fewest digits: `4%`, `0.5%`.
    public var description: String {
        guard decimals > 2 else { return "\(numerator * Share.power(2 - decimals))%" }
        let scale = Share.power(decimals - 2)
        let fraction = String(String(numerator % scale + scale).dropFirst())
        return "\(numerator / scale).\(fraction)%"
    }
=======
/// A share of a count, over 0 and at most 100%, as an exact decimal: 7% of 100 is 7, which binary doubles would miss.
public struct Share: Sendable, Equatable, Comparable, CustomStringConvertible {
    /// The share is `units` over ten to the power of `decimals`, in lowest terms of ten.
    private let units: Int
    private let decimals: Int

    private static let mostDigits = 12

    /// Reads `4%`, `0.5%` or `0.04`; nil for anything else. A number without `%` is below 1, since a bare
    /// `4` or `1` could mean either.
    public init?(_ text: String) {
        let isPercent = text.hasSuffix("%")
        let parts = text.dropLast(isPercent ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(Self.isDigits),
            parts.reduce(0, { $0 + $1.count }) <= Self.mostDigits, let digits = Int(parts.joined())
        else { return nil }
        self.init(units: digits, decimals: (parts.count == 2 ? parts[1].count : 0) + (isPercent ? 2 : 0))
        guard units > 0, isPercent ? self <= .all : self < .all else { return nil }
    }

    /// Everyone.
    public static let all = Share(units: 1, decimals: 0)

    private init(units: Int, decimals: Int) {
        var (units, decimals) = (units, decimals)
        while decimals > 0, units.isMultiple(of: 10) {
            units /= 10
            decimals -= 1
        }
        self.units = units
        self.decimals = decimals
    }

    /// The share of n, rounded up: `ceil(share x n)`.
    public func count(of n: Int) -> Int {
        let (high, low) = units.multipliedFullWidth(by: n)
        let (quotient, remainder) = Self.powerOfTen(decimals).dividingFullWidth((high, low))
        return remainder > 0 ? quotient + 1 : quotient
    }

    public static func < (left: Share, right: Share) -> Bool {
        let decimals = max(left.decimals, right.decimals)
        return left.units * powerOfTen(decimals - left.decimals) < right.units * powerOfTen(decimals - right.decimals)
    }

    /// As a percentage: `0.5%`.
    public var description: String {
        guard decimals > 2 else { return "\(units * Self.powerOfTen(2 - decimals))%" }
        let digits = String(units)
        let padded = String(repeating: "0", count: max(0, decimals - 1 - digits.count)) + digits
        return padded.dropLast(decimals - 2) + "." + padded.suffix(decimals - 2) + "%"
    }

    private static func isDigits(_ part: Substring) -> Bool {
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func powerOfTen(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }
>>>>>>> cohorts
}
