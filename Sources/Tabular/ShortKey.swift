/// Up to 16 bytes in two words, zeros behind: what most ids and codes are compared by.
@frozen
public struct ShortKey: Equatable, BitwiseCopyable, Sendable {
    public let low: UInt64
    public let high: UInt64

    public static var longest: Int { 16 }

    /// - Parameters:
    ///   - bytes: can be read 16 bytes from their start.
    ///   - count: at most `longest`.
    @inlinable @inline(__always)
    public init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        let raw = UnsafeRawPointer(bytes)
        let low = raw.loadUnaligned(as: UInt64.self)
        let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        if count <= 8 {
            // A shift by 64 gives 0: no bytes.
            self.low = low & ~(UInt64.max << UInt64(8 &* count))
            self.high = 0
        } else {
            self.low = low
            self.high = high & ~(UInt64.max << UInt64(8 &* (count &- 8)))
        }
    }

    /// The same in every process; not for secrets.
    @inlinable @inline(__always)
    public var hash: UInt64 {
        let product = (low ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: high ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
