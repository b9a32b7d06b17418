import Glibc
import Tabular

/// Gives each distinct run of bytes a small number, from 1; the empty run is 0, the missing value.
struct ByteDictionary: Sendable {
    private var slots: [UInt64]
    private var arena: [UInt8] = []
    private var starts: [UInt32] = [0, 0]

    init(capacity: Int = 64) {
        slots = [UInt64](repeating: 0, count: max(64, capacity.nextPowerOfTwo * 2))
    }

    /// Entries, the missing value included.
    var count: Int { starts.count - 1 }

    func string(_ id: Int) -> String {
        String(decoding: arena[Int(starts[id])..<Int(starts[id + 1])], as: UTF8.self)
    }

    func bytes(_ id: Int) -> ArraySlice<UInt8> { arena[Int(starts[id])..<Int(starts[id + 1])] }

    var strings: [String] { (0..<count).map(string) }

    /// The number of these bytes, new if they are.
    @inline(__always)
    mutating func intern(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        guard count > 0 else { return 0 }
        let hash = ByteHash.hash(bytes, count)
        if let found = find(bytes, count, hash) { return found }
        return insert(bytes, count, hash)
    }

    /// The number of these bytes, or nil.
    @inline(__always)
    func id(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
        guard count > 0 else { return 0 }
        return find(bytes, count, ByteHash.hash(bytes, count))
    }

    mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
        // Hashing looks up to 16 bytes past the end.
        let padded = Array(bytes) + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { intern($0.baseAddress!, padded.count - 16) }
    }

    mutating func intern(_ text: String) -> UInt32 { intern(text.utf8) }

    @inline(__always)
    private func find(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ hash: UInt64) -> UInt32? {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count &- 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            let tag = hash >> 32
            while true {
                let entry = slots[slot]
                if entry == 0 { return nil }
                if entry >> 32 == tag {
                    let id = UInt32(truncatingIfNeeded: entry)
                    if matches(id, bytes, count) { return id }
                }
                slot = (slot &+ 1) & mask
            }
        }
    }

    @inline(__always)
    private func matches(_ id: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        starts.withUnsafeBufferPointer { starts in
            let start = Int(starts[Int(id)])
            guard Int(starts[Int(id) &+ 1]) &- start == count else { return false }
            return arena.withUnsafeBufferPointer { memcmp($0.baseAddress! + start, bytes, count) == 0 }
        }
    }

    private mutating func insert(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> UInt32 {
        let id = UInt32(count)
        arena.append(contentsOf: UnsafeBufferPointer(start: bytes, count: length))
        starts.append(UInt32(arena.count))
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
            let hash = arena.withUnsafeBufferPointer {
                ByteHash.hash($0.baseAddress! + Int(starts[id]), Int(starts[id + 1] - starts[id]))
            }
            place(UInt32(id), hash)
        }
        arena.removeLast(16)
    }
}

extension Int {
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
