import CTabular
import Glibc
import Records
import Tabular

/// Finds a person's number by the bytes of their id.
final class PersonIndex: Sendable {
    static let nobody = UInt32.max

    private let ids: PersonIDs
    /// Upper half: the upper half of the id's hash. Lower half: the person's number plus one; 0 is free.
    private let slots: PackedArray<UInt64>
    private let mask: Int

    init(_ ids: PersonIDs) {
        self.ids = ids
        let capacity = max(64, (ids.count * 2).nextPowerOfTwo)
        mask = capacity - 1
        slots = PackedArray(count: capacity) { slots in
            slots.initialize(repeating: 0)
            let padded = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096)
            defer { padded.deallocate() }
            for person in 0..<ids.count {
                let bytes = ids.bytes(of: person)
                padded.update(from: bytes.baseAddress!, count: bytes.count)
                (padded + bytes.count).update(repeating: 0, count: 16)
                let hash = ByteHash.hash(padded, bytes.count)
                var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
                slots[slot] = (hash >> 32) << 32 | UInt64(person + 1)
            }
        }
    }

    @inline(__always)
    func hash(_ text: FieldText) -> UInt64 {
        let hash = ByteHash.hash(text.bytes, text.count)
        anticipate_prefetch(slots.elements.baseAddress! + (Int(truncatingIfNeeded: hash) & mask))
        return hash
    }

    /// The person's number, or `nobody`.
    @inline(__always)
    func person(_ text: FieldText, hash: UInt64) -> UInt32 {
        let slots = slots.elements
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return Self.nobody }
            if entry >> 32 == hash >> 32 {
                let person = Int(entry & 0xFFFF_FFFF) &- 1
                let id = ids.bytes(of: person)
                if id.count == text.count, memcmp(id.baseAddress!, text.bytes, text.count) == 0 {
                    return UInt32(truncatingIfNeeded: person)
                }
            }
            slot = (slot &+ 1) & mask
        }
    }
}
