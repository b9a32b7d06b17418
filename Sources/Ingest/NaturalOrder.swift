/// A text as spell ids and the numbers of episodes are ordered: whole numbers first, by value, then the others bytewise.
///
/// Equal only where the bytes are.
struct NaturalOrder: Comparable, Hashable {
    private let bytes: [UInt8]
    /// The digits without leading zeros, where the text is all digits.
    private let digits: [UInt8]?

    /// The empty text comes after the numbers.
    init(_ text: String) {
        bytes = Array(text.utf8)
        let isNumber = bytes.allSatisfy { $0 &- 0x30 < 10 } && !bytes.isEmpty
        digits = isNumber ? Array(bytes.drop { $0 == 0x30 }) : nil
    }

    static func < (left: Self, right: Self) -> Bool {
        switch (left.digits, right.digits) {
        case (let own?, let other?):
            if own.count != other.count { return own.count < other.count }
            if own != other { return own.lexicographicallyPrecedes(other) }
            return left.bytes.count < right.bytes.count
        case (.some, nil): return true
        case (nil, .some): return false
        case (nil, nil): return left.bytes.lexicographicallyPrecedes(right.bytes)
        }
    }
}
