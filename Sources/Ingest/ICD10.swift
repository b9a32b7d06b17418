import Tabular

/// ICD-10 codes as they are written: with or without the dot after the third character, alone or in a list.
enum ICD10 {
    private static let longest = 32

    @inline(__always)
    static func hasDot(_ text: FieldText) -> Bool {
        text.count > 3 && text.count < longest && text.bytes[3] == UInt8(ascii: ".")
    }

    /// Gives the code without its dot (`J44.9`).
    /// - Parameter text: has a dot.
    static func withoutDot<Result>(_ text: FieldText, _ body: (FieldText) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest + 16) { buffer in
            let target = buffer.baseAddress!
            target.initialize(from: text.bytes, count: 3)
            (target + 3).initialize(from: text.bytes + 4, count: text.count - 4)
            (target + text.count - 1).initialize(repeating: 0, count: 16)
            return body(FieldText(bytes: UnsafePointer(target), count: text.count - 1))
        }
    }

    /// Gives the codes of a list with `;` between, without spaces around them and without dots.
    @inline(__always)
    static func forEachCode(_ list: FieldText, _ body: (FieldText) -> Void) {
        var start = 0
        for place in 0...list.count where place == list.count || list.bytes[place] == UInt8(ascii: ";") {
            let code = trimmed(list, start, place)
            start = place + 1
            guard !code.isEmpty else { continue }
            if hasDot(code) { withoutDot(code, body) } else { body(code) }
        }
    }

    @inline(__always)
    private static func trimmed(_ text: FieldText, _ start: Int, _ end: Int) -> FieldText {
        var (start, end) = (start, end)
        while start < end, text.bytes[start] == 0x20 { start += 1 }
        while end > start, text.bytes[end - 1] == 0x20 { end -= 1 }
        return FieldText(bytes: text.bytes + start, count: end - start)
    }
}
