/// Reads a decimal number from bytes, strictly: digits, at most one point, a sign, an exponent. No infinity, no NaN, no
/// hexadecimal, no separators of thousands.
public enum DecimalText {
    /// - Parameter text: not empty.
    /// - Returns: the double nearest to the number; nil where the bytes are not one, or it is beyond a double's range.
    public static func value(_ text: FieldText) -> Double? {
        let bytes = text.bytes
        let isNegative = bytes[0] == 0x2D
        var place = isNegative || bytes[0] == 0x2B ? 1 : 0
        var mantissa: UInt64 = 0
        var (digits, decimals) = (0, 0)
        var sawPoint = false
        while place < text.count {
            let byte = bytes[place]
            if byte &- 0x30 < 10 {
                if digits < 18 { mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30) }
                digits &+= 1
                if sawPoint { decimals &+= 1 }
            } else if byte == 0x2E, !sawPoint {
                sawPoint = true
            } else {
                break
            }
            place &+= 1
        }
        guard digits > 0 else { return nil }
        guard place == text.count, digits <= 15 else { return slow(text) }
        // Both are whole numbers under 2^53, so that the division rounds once, to the nearest.
        let value = Double(mantissa) / powersOfTen[decimals]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = (0...15).map { power in
        (0..<power).reduce(1.0) { value, _ in value * 10 }
    }

    private static func slow(_ text: FieldText) -> Double? {
        let isAllowed = text.buffer.allSatisfy {
            $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2B || $0 == 0x2D || $0 == 0x45 || $0 == 0x65
        }
        guard isAllowed, text.count < 64, let value = Double(text.string), value.isFinite else { return nil }
        return value
    }
}
