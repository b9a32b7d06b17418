/// Writes comma-separated values: UTF-8, LF, a field quoted only where it must be.
///
/// Numbers are written by the writer itself, so that no locale can touch them.
public struct CSVWriter {
    private let sink: any ByteSink
    private var buffer: [UInt8] = []
    private var atRowStart = true
    private let neutralisesFormulas: Bool
    public private(set) var rows = 0

    /// - Parameter neutralisesFormulas: puts an apostrophe before a text that a spreadsheet would run
    ///   as a formula: see `FormulaMark`. Numbers are not text.
    public init(_ sink: any ByteSink, neutralisesFormulas: Bool = false) {
        self.sink = sink
        self.neutralisesFormulas = neutralisesFormulas
        buffer.reserveCapacity(Self.capacity + 4096)
    }

    private static let capacity = 1 << 16
    /// Of a 64-bit number.
    private static let mostDigits = 20

    /// Writes a whole row of texts.
    public mutating func row(_ fields: [String]) throws {
        for field in fields { text(field) }
        try endRow()
    }

    public mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { bytes($0) }
    }

    /// A text field, given as its UTF-8 bytes.
    public mutating func bytes(_ value: UnsafeBufferPointer<UInt8>) {
        separate()
        var mustQuote = false
        for byte in value where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { mustQuote = true }
        let runsAsFormula = neutralisesFormulas && FormulaMark.isNeeded(before: value)
        if mustQuote { buffer.append(0x22) }
        if runsAsFormula { buffer.append(0x27) }
        if mustQuote {
            for byte in value {
                if byte == 0x22 { buffer.append(0x22) }
                buffer.append(byte)
            }
            buffer.append(0x22)
        } else {
            buffer.append(contentsOf: value)
        }
    }

    public mutating func integer(_ value: Int) {
        separate()
        appendDigits(of: value)
    }

    /// The shortest decimal that reads back as the same double; `3`, not `3.0`, for a whole number.
    public mutating func number(_ value: Double) {
        separate()
        // From there on a double's shortest text has an exponent.
        if value == value.rounded(), abs(value) < 0x1p54 {
            if value == 0, value.sign == .minus { buffer.append(0x2D) }
            appendDigits(of: Int(value))
        } else {
            buffer.append(contentsOf: value.description.utf8)
        }
    }

    /// A number rounded to a fixed count of decimals, half away from zero.
    public mutating func fixed(_ value: Double, decimals: Int) {
        separate()
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard value.magnitude * scale < 9e15 else {
            buffer.append(contentsOf: value.description.utf8)
            return
        }
        let units = Self.rounded(value.magnitude, times: scale)
        if value < 0, units > 0 { buffer.append(0x2D) }
        let whole = Int(scale)
        appendDigits(of: units / whole)
        guard decimals > 0 else { return }
        // The digits after the point, zeros before them included, and a 1 before all, where the point goes.
        let point = buffer.count
        appendDigits(of: whole + units % whole)
        buffer[point] = 0x2E
    }

    /// A date as `YYYY-MM-DD`, from its year, month and day.
    public mutating func date(year: Int, month: Int, day: Int) {
        separate()
        buffer.append(UInt8(0x30 + year / 1000 % 10))
        buffer.append(UInt8(0x30 + year / 100 % 10))
        appendTwoDigits(year % 100)
        buffer.append(0x2D)
        appendTwoDigits(month)
        buffer.append(0x2D)
        appendTwoDigits(day)
    }

    public mutating func empty() { separate() }

    public mutating func endRow() throws {
        buffer.append(0x0A)
        atRowStart = true
        rows += 1
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Passes on what is buffered. The sink stays open: its owner closes it.
    public mutating func flush() throws {
        try buffer.withUnsafeBytes { try sink.write($0) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The product's nearest whole number, by the exact product: its rounding to a double may have made a half of it.
    private static func rounded(_ value: Double, times scale: Double) -> Int {
        let product = value * scale
        let lost = (-product).addingProduct(value, scale)
        let whole = product.rounded(.down)
        let rest = product - whole
        return Int(whole) + (rest > 0.5 || (rest == 0.5 && lost >= 0) ? 1 : 0)
    }

    private mutating func separate() {
        if atRowStart { atRowStart = false } else { buffer.append(0x2C) }
    }

    private mutating func appendTwoDigits(_ value: Int) {
        buffer.append(UInt8(0x30 + value / 10))
        buffer.append(UInt8(0x30 + value % 10))
    }

    private mutating func appendDigits(of value: Int) {
        if value < 0 { buffer.append(0x2D) }
        var rest = value.magnitude
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits) { digits in
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                rest /= 10
            } while rest > 0
            buffer.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
