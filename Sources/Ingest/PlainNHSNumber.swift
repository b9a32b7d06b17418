import Identity
import Tabular

/// An NHS number as people write it, `943 476 5919` or `943-476-5919`, without its blanks and dashes.
struct PlainNHSNumber {
    /// Ten digits, the last of which checks the others.
    let bytes: [UInt8]

    /// Nil where what is left is no NHS number.
    init?(_ text: FieldText) {
        guard text.count > NHSNumber.digits, let bytes = NHSNumber.plain(text.buffer) else { return nil }
        self.bytes = bytes
    }

    /// Reads the number as a field, which can be read past its end as others can.
    func withText<Result>(_ body: (FieldText) -> Result) -> Result {
        (bytes + [UInt8](repeating: 0, count: 16)).withUnsafeBufferPointer {
            body(FieldText(bytes: $0.baseAddress!, count: bytes.count))
        }
    }
}
