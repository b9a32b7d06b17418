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
    /// Lower bits: the person's number plus one; 0 is free. The bits above them: some of the key's hash.
    private let slots: PackedArray<UInt32>
    private let shape: Shape

    /// How the slots are used, by how many persons there are.
    fileprivate struct Shape {
        let mask: Int
        /// Bits that a person's number plus one takes.
        let personBits: UInt32

        init(persons: Int) {
            mask = max(64, (persons * 2).nextPowerOfTwo) - 1
            personBits = UInt32(32 - UInt32(persons + 1).leadingZeroBitCount)
        }

        /// What stands in a slot for a key of this hash beside the person.
        @inline(__always)
        func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) &<< personBits }

        /// Whether a slot is free or may be of a key of this tag.
        @inline(__always)
        func ends(_ entry: UInt32, _ tag: UInt32) -> Bool { entry == 0 || (entry ^ tag) &>> personBits == 0 }

        /// The number of the person in a slot, plus one.
        @inline(__always)
        func person(_ entry: UInt32) -> Int { Int(entry & ((1 &<< personBits) &- 1)) }
    }

    /// An id as it is looked for.
    struct Query: BitwiseCopyable {
        let key: ShortKey
        let count: Int
        fileprivate var slot = 0
        fileprivate var tag: UInt32 = 0

        /// Looks for nobody.
        static let none = Query(key: ShortKey(FieldText.none.bytes, 0), count: -1)

        @inline(__always)
        init(_ text: FieldText) {
            self.init(key: ShortKey(text.bytes, min(text.count, ShortKey.longest)), count: text.count)
        }

        private init(key: ShortKey, count: Int) {
            self.key = key
            self.count = count
        }

        var isNone: Bool { count < 0 }

        /// Whether the key already tells that it is the same id.
        @inline(__always)
        func isSurely(_ other: Query) -> Bool {
            count == other.count && key == other.key && count <= ShortKey.longest
        }
    }

    init(_ ids: PersonIDs) {
        self.ids = ids
        let shape = Shape(persons: ids.count)
        self.shape = shape
        keys = PackedArray(count: ids.count) { keys in
            for person in 0..<ids.count { keys.initializeElement(at: person, to: Self.key(ids.bytes(of: person))) }
        }
        slots = PackedArray(count: shape.mask + 1) { [keys] slots in
            slots.initialize(repeating: 0)
            for person in 0..<ids.count {
                let hash = keys[person].hash
                var slot = Int(truncatingIfNeeded: hash) & shape.mask
                while slots[slot] != 0 { slot = (slot + 1) & shape.mask }
                slots[slot] = shape.tag(hash) | UInt32(person + 1)
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

    /// The number of one person, or `nobody`.
    func person(withID id: [UInt8]) -> UInt32 {
        (id + [UInt8](repeating: 0, count: ShortKey.longest)).withUnsafeBufferPointer { padded in
            let text = FieldText(bytes: padded.baseAddress!, count: id.count)
            var query = Query(text)
            let finder = finder
            finder.prepare(&query)
            finder.approach(&query)
            return finder.person(query, text)
        }
    }

    /// The index without its ownership, for a loop over many rows; good while the index is kept.
    var finder: Finder {
        Finder(
            slots: slots.elements.baseAddress!, keys: keys.elements.baseAddress, shape: shape,
            index: .passUnretained(self))
    }

    /// Looks for many ids at once, in three steps over all of them, so that the memory of each is there in time.
    struct Finder {
        fileprivate let slots: UnsafePointer<UInt32>
        /// Nil where nobody is registered.
        fileprivate let keys: UnsafePointer<ShortKey>?
        fileprivate let shape: Shape
        fileprivate let index: Unmanaged<PersonIndex>

        /// First: hashes the id and asks for its slot.
        @inline(__always)
        func prepare(_ query: inout Query) {
            let hash = query.key.hash
            query.slot = Int(truncatingIfNeeded: hash) & shape.mask
            query.tag = shape.tag(hash)
            anticipate_prefetch(slots + query.slot)
        }

        /// Then: goes to the slot that is likely to be the one, and asks for its person's key.
        @inline(__always)
        func approach(_ query: inout Query) {
            while !shape.ends(slots[query.slot], query.tag) { query.slot = (query.slot &+ 1) & shape.mask }
            let entry = slots[query.slot]
            if entry != 0, let keys { anticipate_prefetch(keys + (shape.person(entry) &- 1)) }
        }

        /// Last: the person's number, or `nobody`.
        @inline(__always)
        func person(_ query: Query, _ text: FieldText) -> UInt32 {
            var slot = query.slot
            while true {
                let entry = slots[slot]
                guard entry != 0, let keys else { return PersonIndex.nobody }
                let person = shape.person(entry) &- 1
                if keys[person] == query.key, isWhole(person, text) { return UInt32(truncatingIfNeeded: person) }
                slot = (slot &+ 1) & shape.mask
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
