/// A 64-bit hash of bytes, the same in every process: 16 bytes a step, mixed by a 128-bit product.
///
/// After wyhash by Wang Yi (public domain). Not for secrets.
public enum ByteHash {
    /// - Parameter bytes: can be read up to 16 bytes past `count`.
    @inlinable
    public static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        let raw = UnsafeRawPointer(bytes)
        var place = 0
        while place &+ 16 <= count {
            let low = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let high = raw.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
            state = fold(low ^ 0xA076_1D64_78BD_642F, high ^ state)
            place &+= 16
        }
        let rest = count &- place
        let low = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let high = raw.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
        let lowMask: UInt64 = rest >= 8 ? .max : (1 &<< UInt64(8 &* rest)) &- 1
        let highMask: UInt64 = rest <= 8 ? 0 : (1 &<< UInt64(8 &* (rest &- 8))) &- 1
        return fold((low & lowMask) ^ 0xE703_7ED1_A0B4_28DB, (high & highMask) ^ state)
    }

    @inlinable @inline(__always)
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
