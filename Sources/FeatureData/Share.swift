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
}
