/// Text as a cell may hold it.
enum SheetText {
    /// A cell's limit is 32,767 UTF-16 units.
    static let longest = 32_000

    /// Neutralised where a spreadsheet would run it as a formula once it is saved as CSV and opened again, without
    /// control characters, and no longer than a cell may be.
    static func of(_ text: String) -> String {
        if isPlain(text) { return text }
        // `_x003D_` is how the format writes a character that XML cannot hold: as text it must be escaped.
        return cleaned(text.contains("_x") ? text.replacing("_x", with: "_x005F_x") : text)
    }

    /// Printable text that begins no formula and no escape. The control characters past ASCII begin with C2, what is
    /// no character with EF or more.
    private static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count < longest, !runsAsFormula(bytes) else { return false }
            var before: UInt8 = 0
            for byte in bytes {
                let isPrintable = (0x20..<0x7F).contains(byte) || (0x80..<0xEF).contains(byte) && byte != 0xC2
                guard isPrintable, !(before == UInt8(ascii: "_") && byte == UInt8(ascii: "x")) else { return false }
                before = byte
            }
            return true
        }
    }

    private static func runsAsFormula(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        default: return false
        }
    }

    private static func cleaned(_ text: String) -> String {
        var cleaned = runsAsFormula(text.utf8) ? "'" : ""
        for scalar in text.unicodeScalars {
            let isForbidden = scalar.properties.generalCategory == .control || scalar.value & 0xFFFE == 0xFFFE
            if scalar == "\n" || !isForbidden {
                cleaned.unicodeScalars.append(scalar)
            } else {
                cleaned.unicodeScalars.append("\u{FFFD}")
            }
        }
        while cleaned.utf16.count > longest { cleaned = String(cleaned.prefix(cleaned.count * 9 / 10)) }
        return cleaned
    }

    /// Text within a printed header or footer, where `&` begins a command.
    static func inMargin(_ text: String, most: Int = 60) -> String {
        String(of(text).prefix(most)).replacing("&", with: "&&")
    }
}

/// A C string for the time of a call.
func withText<Result>(_ text: String, _ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try SheetText.of(text).withCString(body)
}
