/// The encodings that a source may declare. Everything is UTF-8 from here on.
public enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"

    private static let otherNames: [String: TextEncoding] = [
        "utf8": .utf8, "cp1252": .windows1252, "windows1252": .windows1252, "latin1": .latin1, "latin-1": .latin1,
        "iso8859-1": .latin1,
    ]

    /// The encoding of a name in any case, or of another name that is in use for it; nil where it is none of these.
    public init?(named name: String) {
        let name = name.lowercased()
        guard let encoding = TextEncoding(rawValue: name) ?? Self.otherNames[name] else { return nil }
        self = encoding
    }

    /// Turns bytes of this encoding into UTF-8.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        for byte in bytes {
            if byte < 0x80 {
                output.append(byte)
            } else {
                let code = self == .windows1252 && byte < 0xA0 ? Self.windows1252High[Int(byte - 0x80)] : UInt32(byte)
                output.append(contentsOf: String(UnicodeScalar(code) ?? "\u{FFFD}").utf8)
            }
        }
    }

    // Unicode mapping table for windows-1252, bytes 0x80 to 0x9F; the five undefined ones map to themselves.
    private static let windows1252High: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
