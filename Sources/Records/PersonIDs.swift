/// The ids of all known persons, ascending bytewise, in one run of bytes. A person's number is their place in it.
///
/// Ingest holds another id of each in the same order, by which sources name them; `person(withID:)` is not for those.
public struct PersonIDs: Sendable {
    private let bytes: PackedArray<UInt8>
    private let starts: PackedArray<UInt32>

    /// - Parameters:
    ///   - bytes: the ids, one after another, in ascending bytewise order.
    ///   - starts: count + 1 offsets into `bytes`.
    public init(bytes: PackedArray<UInt8>, starts: PackedArray<UInt32>) {
        self.bytes = bytes
        self.starts = starts
    }

    /// Ids in any order, without duplicates.
    public init(_ ids: [String]) {
        var all: [UInt8] = []
        var starts: [UInt32] = [0]
        for id in ids.map({ Array($0.utf8) }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            all += id
            starts.append(UInt32(all.count))
        }
        self.init(bytes: PackedArray(all), starts: PackedArray(starts))
    }

    public var count: Int { starts.count - 1 }

    /// The UTF-8 bytes of a person's id.
    public func bytes(of person: Int) -> UnsafeBufferPointer<UInt8> {
        let range = Int(starts[person])..<Int(starts[person + 1])
        return UnsafeBufferPointer(rebasing: bytes.elements[range])
    }

    public subscript(person: Int) -> String { String(decoding: bytes(of: person), as: UTF8.self) }

    /// The number of the person with this id, if there is one.
    public func person(withID id: String) -> Int? {
        let wanted = Array(id.utf8)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if bytes(of: middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return low < count && bytes(of: low).elementsEqual(wanted) ? low : nil
    }

    /// Bytes in the longest id.
    public var longest: Int { (0..<count).reduce(0) { max($0, bytes(of: $1).count) } }
}
