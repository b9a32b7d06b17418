/// The names in a header line.
public enum HeaderLine {
    /// Splits the line, honours quotes, of which two within quotes are one, and drops the blanks around names.
    public static func fields(of line: [UInt8], delimiter: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var inQuotes = false
        var hasJustClosed = false
        for byte in line {
            let opensAgain = byte == 0x22 && hasJustClosed
            hasJustClosed = byte == 0x22 && inQuotes
            if byte == 0x22 {
                if opensAgain { name.append(byte) }
                inQuotes.toggle()
            } else if byte == delimiter, !inQuotes {
                names.append(trimmed(name))
                name = []
            } else {
                name.append(byte)
            }
        }
        names.append(trimmed(name))
        return names
    }

    /// A column as a message may show it: by its name where it looks like one, and else by its place from 0.
    public static func shown(_ name: String, place: Int) -> String {
        let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && name.utf8.count <= 64
        let startsAsName = name.first.map { $0.isLetter || $0 == "_" } ?? false
        let digits = name.count(where: \.isNumber)
        return isPlain && startsAsName && digits < 5 ? name : "column \(place + 1)"
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
