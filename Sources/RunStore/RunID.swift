/// A run's name: when it began, and random bits, so that two attempts of one second differ.
///
/// Text order is the order of committed runs: `20250131T020304Z-9f8e7d6c5b4a3f21`. For its sake the time may be a little
/// later than it was; see `RunStore.newRunID`.
public struct RunID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// To the second.
    public var began: UTCTime {
        guard let time = Self.time(Array(description.utf8)) else {
            preconditionFailure("every name begins with a time")
        }
        return time
    }

    /// The time that a name begins with.
    private static func time(_ bytes: [UInt8]) -> UTCTime? {
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return UTCTime(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }

    public init(began time: UTCTime, randomBits: UInt64) {
        let digits = String(randomBits, radix: 16)
        description = time.compact + "-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads a name that this type could have made.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 33, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        guard let time = Self.time(bytes), let bits = UInt64(String(decoding: bytes[17..<33], as: UTF8.self), radix: 16)
        else { return nil }
        self.init(began: time, randomBits: bits)
        guard description == text else { return nil }
    }

    public static func < (left: RunID, right: RunID) -> Bool { left.description < right.description }
}
