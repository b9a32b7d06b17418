/// The apostrophe that keeps a spreadsheet from running a text as a formula.
///
/// It stands before a text that starts with `= + - @`, tab or a line break; and, so that it can be taken off exactly where it
/// was put, before one that starts so behind apostrophes of its own.
public enum FormulaMark {
    private static let apostrophe = UInt8(ascii: "'")

    static func isNeeded(before text: some Collection<UInt8>) -> Bool {
        text.first { $0 != apostrophe }.map(startsFormula) == true
    }

    /// A text as it was before the mark.
    public static func removed(from text: some Collection<UInt8>) -> String {
        let isMarked = text.first == apostrophe && isNeeded(before: text)
        return String(decoding: isMarked ? text.dropFirst() : text[...], as: UTF8.self)
    }

    public static func removed(from text: String) -> String {
        text.utf8.first == apostrophe ? removed(from: text.utf8) : text
    }

    private static func startsFormula(_ byte: UInt8) -> Bool {
        byte == 0x3D || byte == 0x2B || byte == 0x2D || byte == 0x40 || byte == 0x09 || byte == 0x0D
            || byte == 0x0A
    }
}
