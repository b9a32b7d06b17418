import CTabular

/// The places in a block that matter to its structure, found 64 bytes at a time.
struct Marks {
    /// Every delimiter and line break, in order.
    var separators: [UInt32] = []
    /// The places in `separators` of the line breaks. A last line without one ends at the end of the block.
    var lineEnds: [UInt32] = []
    /// A bit a byte: double quotes.
    var quotes: [UInt64] = []
    /// A bit a byte: not ASCII, or NUL.
    var other: [UInt64] = []
    var hasQuotes = false
    var hasOther = false

    init(_ block: LineBlock, delimiter: UInt8) {
        let words = (block.count + 63) / 64
        quotes = [UInt64](repeating: 0, count: words)
        other = [UInt64](repeating: 0, count: words)
        let limit = block.count + 1
        lineEnds.reserveCapacity(limit / 16 + 16)
        var lineEnds = self.lineEnds
        var (quoteBits, otherBits): (UInt64, UInt64) = (0, 0)
        separators = [UInt32](unsafeUninitializedCapacity: limit) { separators, count in
            var next = 0
            for word in 0..<words {
                let base = UInt32(truncatingIfNeeded: word &* 64)
                var found = anticipate_scan64(block.bytes + word &* 64, delimiter)
                let rest = block.count &- word &* 64
                if rest < 64 {
                    let inside = (1 << UInt64(rest)) &- 1 as UInt64
                    found.delimiter &= inside
                    found.newline &= inside
                    found.quote &= inside
                    found.other &= inside
                }
                quotes[word] = found.quote
                other[word] = found.other
                quoteBits |= found.quote
                otherBits |= found.other
                var both = found.delimiter | found.newline
                while both != 0 {
                    let bit = both.trailingZeroBitCount
                    separators[next] = base &+ UInt32(truncatingIfNeeded: bit)
                    if found.newline &>> UInt64(bit) & 1 != 0 {
                        lineEnds.append(UInt32(truncatingIfNeeded: next))
                    }
                    next &+= 1
                    both &= both &- 1
                }
            }
            if block.count > 0, block.bytes[block.count &- 1] != 0x0A {
                separators[next] = UInt32(truncatingIfNeeded: block.count)
                lineEnds.append(UInt32(truncatingIfNeeded: next))
                next &+= 1
            }
            count = next
        }
        self.lineEnds = lineEnds
        hasQuotes = quoteBits != 0
        hasOther = otherBits != 0
    }

    /// Whether any bit stands in a range of bytes.
    @inline(__always)
    static func any(_ bits: [UInt64], from start: Int, to end: Int) -> Bool {
        guard start < end else { return false }
        let (firstWord, lastWord) = (start >> 6, (end - 1) >> 6)
        let firstMask = UInt64.max << UInt64(start & 63)
        let lastMask = UInt64.max >> UInt64(63 - (end - 1) & 63)
        if firstWord == lastWord { return bits[firstWord] & firstMask & lastMask != 0 }
        if bits[firstWord] & firstMask != 0 || bits[lastWord] & lastMask != 0 { return true }
        return bits[(firstWord + 1)..<lastWord].contains { $0 != 0 }
    }
}
