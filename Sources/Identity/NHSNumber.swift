/// The NHS number: ten digits, the last of which checks the others.
public enum NHSNumber {
    /// Whether the bytes are ten digits with the right check digit: 11 less the remainder by 11 of the sum of the
    /// first nine digits weighted 10 to 2, where 11 counts as 0 and 10 makes the number invalid (NHS Data
    /// Dictionary, "NHS NUMBER").
    @inlinable
    public static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 10 else { return false }
        var sum = 0
        for place in 0..<10 {
            let digit = Int(bytes[place]) &- 0x30
            guard digit >= 0, digit <= 9 else { return false }
            // With the check digit weighted 1, a valid number's sum is a multiple of 11.
            sum &+= digit &* (10 &- place)
        }
        return sum % 11 == 0
    }

    public static func isValid(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { isValid($0) }
    }

    public static let digits = 10

    /// The number as people write it, `943 476 5919` or `943-476-5919`, without its blanks and dashes; nil where what is
    /// left is no NHS number.
    public static func plain(_ text: some Collection<UInt8>) -> [UInt8]? {
        // Between any two digits one of them at most.
        guard (digits..<2 * digits).contains(text.count) else { return nil }
        let bytes = text.filter { $0 != 0x20 && $0 != 0x2D }
        return bytes.withUnsafeBufferPointer { isValid($0) } ? bytes : nil
    }
}
