import Glibc
import Tabular

/// Gives each distinct run of bytes a small number, from 1; the empty run is 0, the missing value.
///
/// Runs of up to 16 bytes, which nearly all codes are, are found by two words.
struct ByteDictionary: Sendable {
    /// Upper half: the upper half of the hash. Lower half: the number; 0 is free.
    private var slots: [UInt64]
    /// By number: the run, or for a longer one its first 16 bytes.
    private var keys: [ShortKey]
    private var arena: [UInt8] = []
    private var starts: [UInt32] = [0, 0]

    init(capacity: Int = 64) {
        slots = [UInt64](repeating: 0, count: max(64, capacity.nextPowerOfTwo * 2))
        keys = [withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { Self.key($0.baseAddress!, 0) }]
    }

    /// Entries, the missing value included.
    var count: Int { starts.count - 1 }

    func string(_ id: Int) -> String { String(decoding: bytes(id), as: UTF8.self) }

    func bytes(_ id: Int) -> ArraySlice<UInt8> { arena[Int(starts[id])..<Int(starts[id + 1])] }

    var strings: [String] { (0..<count).map(string) }

    /// The number of these bytes, new if they are.
    /// - Parameter bytes: can be read 16 bytes past `count`.
    @inline(__always)
    mutating func intern(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        guard count > 0 else { return 0 }
        let key = Self.key(bytes, count)
        let hash = Self.hash(key, bytes, count)
        let found = find(key, hash, bytes, count)
        return found != 0 ? found : insert(key, hash, bytes, count)
    }

    /// The number of these bytes, or nil.
    @inline(__always)
    func id(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
        guard count > 0 else { return 0 }
        let key = Self.key(bytes, count)
        let found = find(key, Self.hash(key, bytes, count), bytes, count)
        return found == 0 ? nil : found
    }

    mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
        // Hashing looks up to 16 bytes past the end.
        let padded = Array(bytes) + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { intern($0.baseAddress!, padded.count - 16) }
    }

    /// The number of a double, held as its 8 bytes.
    @inline(__always)
    mutating func intern(_ value: Double) -> UInt32 {
        withUnsafeTemporaryAllocation(byteCount: 24, alignment: 8) { scratch in
            scratch.storeBytes(of: value.bitPattern, as: UInt64.self)
            return intern(scratch.baseAddress!.assumingMemoryBound(to: UInt8.self), 8)
        }
    }

    mutating func intern(_ text: String) -> UInt32 { intern(text.utf8) }

    @inline(__always)
    private static func key(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> ShortKey {
        ShortKey(bytes, min(count, ShortKey.longest))
    }

    @inline(__always)
    private static func hash(_ key: ShortKey, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        count <= ShortKey.longest ? key.hash : ByteHash.hash(bytes, count)
    }

    /// 0 where there is none.
    @inline(__always)
    private func find(_ key: ShortKey, _ hash: UInt64, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        slots.withUnsafeBufferPointer { slots in
            keys.withUnsafeBufferPointer { keys in
                let mask = slots.count &- 1
                var slot = Int(truncatingIfNeeded: hash) & mask
                while true {
                    let entry = slots[slot]
                    if entry == 0 { return 0 }
                    let id = Int(entry & 0xFFFF_FFFF)
                    if entry >> 32 == hash >> 32, keys[id] == key, isWhole(id, bytes, count) {
                        return UInt32(truncatingIfNeeded: id)
                    }
                    slot = (slot &+ 1) & mask
                }
            }
        }
    }

    /// Whether an entry whose key is the same is the same run: its length, and what lies past the key.
    @inline(__always)
    private func isWhole(_ id: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        // No run holds a NUL but doubles, all of eight bytes: short keys that are equal are of one length.
        if count < ShortKey.longest { return true }
        return Int(starts[id &+ 1] &- starts[id]) == count
            && arena.withUnsafeBufferPointer { memcmp($0.baseAddress! + Int(starts[id]), bytes, count) == 0 }
    }

    private mutating func insert(
        _ key: ShortKey, _ hash: UInt64, _ bytes: UnsafePointer<UInt8>, _ length: Int
    ) -> UInt32 {
        let id = UInt32(count)
        arena.append(contentsOf: UnsafeBufferPointer(start: bytes, count: length))
        starts.append(UInt32(arena.count))
        keys.append(key)
        if count * 2 > slots.count { grow() } else { place(id, hash) }
        return id
    }

    private mutating func place(_ id: UInt32, _ hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = (hash >> 32) << 32 | UInt64(id)
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        arena.append(contentsOf: [UInt8](repeating: 0, count: 16))
        for id in 1..<count {
            let length = Int(starts[id + 1] - starts[id])
            let hash = arena.withUnsafeBufferPointer { Self.hash(keys[id], $0.baseAddress! + Int(starts[id]), length) }
            place(UInt32(id), hash)
        }
        arena.removeLast(16)
    }
}

extension Int {
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
