import CTabular
import Glibc
import Records
import Tabular

/// Finds a person's number by the bytes of their id.
final class PersonIndex: Sendable {
    static let nobody = UInt32.max

    private let ids: PersonIDs
    /// By person: the id, or for a longer one its first 16 bytes.
    private let keys: PackedArray<ShortKey>
    /// The person's number plus one; 0 is free.
    private let slots: PackedArray<UInt32>
    private let mask: Int

    /// An id as it is looked for.
    struct Query: BitwiseCopyable {
        let key: ShortKey
        let slot: Int
        let count: Int

        /// Looks for nobody.
        static let none = Query(key: ShortKey(FieldText.none.bytes, 0), slot: 0, count: -1)

        var isNone: Bool { count < 0 }

        /// Whether the key already tells that it is the same id.
        @inline(__always)
        func isSurely(_ other: Query) -> Bool {
            count == other.count && key == other.key && count <= ShortKey.longest
        }
    }

    init(_ ids: PersonIDs) {
        self.ids = ids
        let capacity = max(64, (ids.count * 2).nextPowerOfTwo)
        let mask = capacity - 1
        self.mask = mask
        keys = PackedArray(count: ids.count) { keys in
            for person in 0..<ids.count { keys.initializeElement(at: person, to: Self.key(ids.bytes(of: person))) }
        }
        slots = PackedArray(count: capacity) { [keys] slots in
            slots.initialize(repeating: 0)
            for person in 0..<ids.count {
                var slot = Int(truncatingIfNeeded: keys[person].hash) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = UInt32(person + 1)
            }
        }
    }

    /// The key of an id that may end where its memory does.
    private static func key(_ id: UnsafeBufferPointer<UInt8>) -> ShortKey {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { padded in
            let count = min(id.count, 16)
            padded.update(repeating: 0)
            padded.baseAddress!.update(from: id.baseAddress!, count: count)
            return ShortKey(padded.baseAddress!, count)
        }
    }

    /// The index without its ownership, for a loop over many rows; good while the index is kept.
    var finder: Finder {
        Finder(
            slots: slots.elements.baseAddress!, keys: keys.elements.baseAddress, mask: mask, index: .passUnretained(self))
    }

    struct Finder {
        fileprivate let slots: UnsafePointer<UInt32>
        /// Nil where nobody is registered.
        fileprivate let keys: UnsafePointer<ShortKey>?
        fileprivate let mask: Int
        fileprivate let index: Unmanaged<PersonIndex>

        /// Prepares to look for an id, and asks the processor for the memory that will be looked at.
        @inline(__always)
        func query(_ text: FieldText) -> Query {
            let key = ShortKey(text.bytes, min(text.count, ShortKey.longest))
            let slot = Int(truncatingIfNeeded: key.hash) & mask
            anticipate_prefetch(slots + slot)
            return Query(key: key, slot: slot, count: text.count)
        }

        /// Asks for the key that is likely to be compared.
        @inline(__always)
        func prefetchKey(_ query: Query) {
            let entry = slots[query.slot]
            if entry != 0, let keys { anticipate_prefetch(keys + Int(entry &- 1)) }
        }

        /// The person's number, or `nobody`.
        @inline(__always)
        func person(_ query: Query, _ text: FieldText) -> UInt32 {
            var slot = query.slot
            while true {
                let entry = Int(slots[slot])
                guard entry != 0, let keys else { return PersonIndex.nobody }
                if keys[entry &- 1] == query.key, isWhole(entry &- 1, text) {
                    return UInt32(truncatingIfNeeded: entry &- 1)
                }
                slot = (slot &+ 1) & mask
            }
        }

        /// Whether a person whose key is the same has the same id: the length, and what lies past the key.
        @inline(__always)
        private func isWhole(_ person: Int, _ text: FieldText) -> Bool {
            // No id holds a NUL, so short keys that are equal are of one length.
            text.count < ShortKey.longest || index._withUnsafeGuaranteedRef { $0.isSame(person, text) }
        }
    }

    private func isSame(_ person: Int, _ text: FieldText) -> Bool {
        let id = ids.bytes(of: person)
        return id.count == text.count && memcmp(id.baseAddress!, text.bytes, text.count) == 0
    }
}
