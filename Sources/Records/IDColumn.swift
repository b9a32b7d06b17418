/// A column of small numbers that stand for values in a dictionary, in one, two or four bytes each.
public struct IDColumn: Sendable {
    @usableFromInline let bytes: PackedArray<UInt8>
    @usableFromInline let width: Int
    public let count: Int

    /// Packs ids in the fewest bytes that hold the largest of them.
    public init(_ ids: UnsafeBufferPointer<UInt32>, largest: UInt32) {
        let width = Self.width(largest: largest)
        self.width = width
        count = ids.count
        bytes = PackedArray(count: ids.count * width) { target in
            let base = UnsafeMutableRawPointer(target.baseAddress!)
            switch width {
            case 1: for row in 0..<ids.count { target[row] = UInt8(truncatingIfNeeded: ids[row]) }
            case 2:
                for row in 0..<ids.count {
                    base.storeBytes(of: UInt16(truncatingIfNeeded: ids[row]), toByteOffset: row * 2, as: UInt16.self)
                }
            default:
                for row in 0..<ids.count { base.storeBytes(of: ids[row], toByteOffset: row * 4, as: UInt32.self) }
            }
        }
    }

    /// - Parameters:
    ///   - bytes: ids of `width` bytes each.
    ///   - width: that of the largest id.
    public init(_ bytes: PackedArray<UInt8>, width: Int, count: Int) {
        self.bytes = bytes
        self.width = width
        self.count = count
    }

    /// The bytes that hold an id.
    public static func width(largest: UInt32) -> Int { largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : 4 }

    public init(_ ids: [UInt32]) {
        self = ids.withUnsafeBufferPointer { IDColumn($0, largest: ids.max() ?? 0) }
    }

    @inlinable
    public subscript(row: Int) -> Int {
        let base = UnsafeRawPointer(bytes.storage.baseAddress.unsafelyUnwrapped)
        switch width {
        case 1: return Int(base.load(fromByteOffset: row, as: UInt8.self))
        case 2: return Int(base.load(fromByteOffset: row &* 2, as: UInt16.self))
        default: return Int(base.load(fromByteOffset: row &* 4, as: UInt32.self))
        }
    }
}
