/// A run of whole lines, in a buffer that can be read 64 bytes past its end.
public final class LineBlock: @unchecked Sendable {
    /// Its place among the blocks of its file, from 0.
    public internal(set) var number: Int
    let bytes: UnsafeMutablePointer<UInt8>
    let capacity: Int
    public internal(set) var count: Int
    /// True where the block is the start of one line that is too long to be read.
    public internal(set) var isOverlong = false

    static let padding = 64

    init(number: Int, capacity: Int) {
        self.number = number
        self.capacity = capacity
        bytes = .allocate(capacity: capacity + Self.padding)
        count = 0
    }

    deinit { bytes.deallocate() }

    /// Makes it as a fresh one.
    func clear(number: Int) {
        self.number = number
        count = 0
        isOverlong = false
    }

    func clearPadding() { (bytes + count).update(repeating: 0, count: Self.padding) }
}
