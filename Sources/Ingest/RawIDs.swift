import Dispatch
import Glibc
import Identity
import Records

/// The ids of all registration rows, those that were refused included, in bytewise order: pseudonyms where there is a
/// key.
struct RawIDs {
    private let bytes: [UInt8]
    private let starts: [UInt32]
    /// The ids as they came, where those above are pseudonyms.
    private let numbers: (bytes: [UInt8], starts: [UInt32])?
    /// Rows by their id, bytewise; rows of one id in their order.
    private let order: [UInt32]
    /// By place in the order: whether the id is another than the one before.
    private let isFirst: [Bool]

    /// - Throws: `IngestError.pseudonymsCollide`.
    init(_ flat: FlatColumns, key: PseudonymKey?, threads: Int) throws {
        let chunks = flat.files.flatMap(\.chunks)
        var bytes: [UInt8] = []
        var starts: [UInt32] = [0]
        bytes.reserveCapacity(chunks.reduce(16) { $0 + $1.idBytes.count })
        starts.reserveCapacity(chunks.reduce(1) { $0 + $1.idEnds.count })
        for chunk in chunks {
            let base = UInt32(bytes.count)
            bytes += chunk.idBytes
            for end in chunk.idEnds { starts.append(base + end) }
        }
        for id in chunks.flatMap(\.refusedIDs) {
            bytes += Array(id.utf8)
            starts.append(UInt32(bytes.count))
        }
        if let key {
            numbers = (bytes, starts)
            (bytes, starts) = Self.pseudonyms(bytes, starts, key, threads: threads)
        } else {
            numbers = nil
        }
        self.bytes = bytes
        self.starts = starts
        (order, isFirst) = Self.sorted(bytes, starts)
        try checkCollisions()
    }

    /// The pseudonyms of some ids, each hashed once, on all cores.
    private static func pseudonyms(
        _ bytes: [UInt8], _ starts: [UInt32], _ key: PseudonymKey, threads: Int
    ) -> ([UInt8], [UInt32]) {
        let count = starts.count - 1
        let width = Pseudonym.byteCount
        let pseudonyms = [UInt8](unsafeUninitializedCapacity: count * width) { buffer, filled in
            // No two threads write to one place.
            nonisolated(unsafe) let target = buffer
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                bytes.withUnsafeBytes { bytes in
                    for row in count * thread / threads..<count * (thread + 1) / threads {
                        let id = UnsafeRawBufferPointer(rebasing: bytes[Int(starts[row])..<Int(starts[row + 1])])
                        key.writePseudonym(of: id, to: target.baseAddress! + row * width)
                    }
                }
            }
            filled = count * width
        }
        return (pseudonyms, (0...count).map { UInt32($0 * width) })
    }

    /// Two numbers of one pseudonym would make one person of two.
    private func checkCollisions() throws {
        guard let numbers else { return }
        for place in order.indices where !isFirst[place] {
            let (one, other) = (order[place - 1], order[place])
            guard Self.slice(numbers.bytes, numbers.starts, one) == Self.slice(numbers.bytes, numbers.starts, other)
            else { throw IngestError.pseudonymsCollide }
        }
    }

    /// The first 16 bytes of an id as two big-endian numbers, which decide nearly always, zeros behind.
    private struct Key: BitwiseCopyable {
        let high: UInt64
        let low: UInt64
        let row: UInt32
    }

    private static func sorted(_ bytes: [UInt8], _ starts: [UInt32]) -> (order: [UInt32], isFirst: [Bool]) {
        let keys = RadixSort.sorted(Self.keys(bytes, starts)) { ($0.high, $0.low) }
        var order = keys.map(\.row)
        var isFirst = [Bool](repeating: true, count: order.count)
        for place in order.indices.dropFirst() {
            isFirst[place] = keys[place].high != keys[place - 1].high || keys[place].low != keys[place - 1].low
        }
        // Ids that agree in 16 bytes: no id holds a NUL, so shorter ones are the same.
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, !isFirst[end] { end += 1 }
            let ids = start..<end
            if ids.count > 1, ids.contains(where: { slice(bytes, starts, order[$0]).count > 16 }) {
                order[ids].sort { left, right in
                    let (leftID, rightID) = (slice(bytes, starts, left), slice(bytes, starts, right))
                    return leftID.elementsEqual(rightID) ? left < right : leftID.lexicographicallyPrecedes(rightID)
                }
                for place in ids.dropFirst() {
                    isFirst[place] =
                        !slice(bytes, starts, order[place - 1]).elementsEqual(slice(bytes, starts, order[place]))
                }
            }
            start = end
        }
        return (order, isFirst)
    }

    private static func keys(_ bytes: [UInt8], _ starts: [UInt32]) -> [Key] {
        [Key](unsafeUninitializedCapacity: starts.count - 1) { keys, count in
            bytes.withUnsafeBytes { bytes in
                for row in 0..<starts.count - 1 {
                    let id = bytes[Int(starts[row])..<Int(starts[row + 1])]
                    var parts: (UInt64, UInt64) = (0, 0)
                    withUnsafeMutableBytes(of: &parts) { $0.copyBytes(from: id.prefix(16)) }
                    keys[row] = Key(high: parts.0.bigEndian, low: parts.1.bigEndian, row: UInt32(row))
                }
            }
            count = starts.count - 1
        }
    }

    private static func slice(_ bytes: [UInt8], _ starts: [UInt32], _ row: UInt32) -> ArraySlice<UInt8> {
        bytes[Int(starts[Int(row)])..<Int(starts[Int(row) + 1])]
    }

    /// Gives the rows of each distinct id, in the order of the ids.
    func forEachGroup(_ body: (ArraySlice<UInt32>) -> Void) {
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, !isFirst[end] { end += 1 }
            body(order[start..<end])
            start = end
        }
    }

    /// Each distinct id once.
    func sortedIDs() -> PersonIDs { distinct(bytes, starts) }

    /// The ids by which sources name the same persons, in the same order; nil where those are the ids themselves.
    func sortedNumbers() -> PersonIDs? { numbers.map { distinct($0.bytes, $0.starts) } }

    private func distinct(_ bytes: [UInt8], _ starts: [UInt32]) -> PersonIDs {
        var sortedStarts: [UInt32] = [0]
        sortedStarts.reserveCapacity(order.count + 1)
        let sorted = [UInt8](unsafeUninitializedCapacity: bytes.count) { sorted, count in
            bytes.withUnsafeBufferPointer { bytes in
                for place in order.indices where isFirst[place] {
                    let start = Int(starts[Int(order[place])])
                    let length = Int(starts[Int(order[place]) + 1]) - start
                    if length > 0 { memcpy(sorted.baseAddress! + count, bytes.baseAddress! + start, length) }
                    count += length
                    sortedStarts.append(UInt32(count))
                }
            }
        }
        return PersonIDs(bytes: PackedArray(sorted), starts: PackedArray(sortedStarts))
    }
}
