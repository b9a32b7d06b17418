/// A text as spell ids and versions are ordered: whole numbers first, by value, then the others bytewise.
///
/// Equal only where the bytes are. ISO dates and counters both come in their order.
struct NaturalOrder: Comparable, Hashable {
    private let bytes: [UInt8]
    /// The digits without leading zeros, where the text is all digits.
    private let digits: [UInt8]?

    /// - Parameter emptyIsFirst: whether the empty text comes before the numbers, or after them.
    init(_ text: String, emptyIsFirst: Bool = false) {
        bytes = Array(text.utf8)
        let isNumber = bytes.allSatisfy { $0 &- 0x30 < 10 } && (emptyIsFirst || !bytes.isEmpty)
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
