/// Text as a cell may hold it.
enum SheetText {
    /// A cell's limit is 32,767 UTF-16 units.
    static let longest = 32_000

    /// Neutralised where a spreadsheet would run it as a formula once it is saved as CSV and opened again, without
    /// control characters, and no longer than a cell may be.
    static func of(_ text: String) -> String {
        // `_x003D_` is how the format writes a character that XML cannot hold: as text it must be escaped.
        if text.contains("_x") { return of(escaped: text.replacing("_x", with: "_x005F_x")) }
        return of(escaped: text)
    }

    private static func of(escaped text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first else { return text }
        let runsAsFormula = "=+-@\t\r\n".utf8.contains(first)
        if !runsAsFormula, bytes.count < longest, bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            return text
        }
        var cleaned = runsAsFormula ? "'" : ""
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
    static func inMargin(_ text: String) -> String { String(of(text).prefix(60)).replacing("&", with: "&&") }
}

/// A C string for the time of a call.
func withText<Result>(_ text: String, _ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try SheetText.of(text).withCString(body)
}
