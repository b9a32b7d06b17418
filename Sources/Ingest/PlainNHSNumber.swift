import Identity
import Tabular

/// An NHS number as people write it, `943 476 5919` or `943-476-5919`, without its blanks and dashes.
struct PlainNHSNumber {
    /// Ten digits, the last of which checks the others.
    let bytes: [UInt8]

    /// Nil where what is left is no NHS number.
    init?(_ text: FieldText) {
        // Between any two digits one of them at most.
        guard text.count > Self.digits, text.count < 2 * Self.digits else { return nil }
        bytes = text.buffer.filter { $0 != 0x20 && $0 != 0x2D }
        guard bytes.withUnsafeBufferPointer({ NHSNumber.isValid($0) }) else { return nil }
    }

    private static let digits = 10

    /// Reads the number as a field, which can be read past its end as others can.
    func withText<Result>(_ body: (FieldText) -> Result) -> Result {
        (bytes + [UInt8](repeating: 0, count: 16)).withUnsafeBufferPointer {
            body(FieldText(bytes: $0.baseAddress!, count: bytes.count))
        }
    }
}
