import Tabular

/// The names in a header line.
enum HeaderLine {
    /// Splits the line, honours quotes and drops the blanks around names.
    static func fields(of line: [UInt8], delimiter: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var inQuotes = false
        for byte in line {
            if byte == 0x22 {
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

    /// How a message names columns of a header: by name where that can be none of a person's data, by place otherwise.
    /// A file without its header has a person where the names should be, and names no column that is known.
    static func words(for names: [String], at places: [Int], known: Set<String>) -> [String] {
        let known = Set(known.map { $0.lowercased() })
        let isHeader = names.contains { known.contains($0.lowercased()) }
        return places.map { place in
            let name = names[place]
            let isName = name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "_- ".unicodeScalars.contains($0)
            }
            return isHeader && isName && !name.isEmpty ? "\"\(name)\"" : "column \(place + 1)"
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
