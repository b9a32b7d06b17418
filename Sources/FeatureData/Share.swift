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

    /// Whether a key is below the share, of keys that are uniform over 64 bits: a share of 5% has every twentieth of
    /// them, and a larger share those and more.
    public func holds(_ key: UInt64) -> Bool {
        key.multipliedFullWidth(by: UInt64(Share.power(decimals))).high < UInt64(numerator)
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
}

extension Share: Comparable {
    /// Everybody.
    public static let all = Share("100%")!

    public static func < (left: Share, right: Share) -> Bool {
        left.numerator * power(right.decimals) < right.numerator * power(left.decimals)
    }
}
