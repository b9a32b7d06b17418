import Tabular

/// Reads JSON strictly: UTF-8, no key twice, no number out of range, nothing after the value, 64 levels at most.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0

    private static let mostLevels = 64

    static func parse(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(level: 0)
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.problem }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var problem: JSONProblem { .syntax(offset: place) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value(level: Int) throws(JSONProblem) -> JSONValue {
        skipSpace()
        guard level < Self.mostLevels, let next else { throw problem }
        switch next {
        case UInt8(ascii: "{"): return try object(level: level)
        case UInt8(ascii: "["): return try array(level: level)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        default: return try number()
        }
    }

    private mutating func object(level: Int) throws(JSONProblem) -> JSONValue {
        var members: [String: JSONValue] = [:]
        try elements(until: "}") { (parser) throws(JSONProblem) in
            parser.skipSpace()
            let key = try parser.string()
            guard members[key] == nil else { throw parser.problem }
            parser.skipSpace()
            try parser.expect(":")
            members[key] = try parser.value(level: level + 1)
        }
        return .object(members)
    }

    private mutating func array(level: Int) throws(JSONProblem) -> JSONValue {
        var values: [JSONValue] = []
        try elements(until: "]") { (parser) throws(JSONProblem) in
            values.append(try parser.value(level: level + 1))
        }
        return .array(values)
    }

    /// What stands between two brackets, with commas between; `place` is at the first bracket.
    private mutating func elements(
        until end: Unicode.Scalar, _ element: (inout JSONParser) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        place += 1
        skipSpace()
        if next == UInt8(ascii: end) {
            place += 1
            return
        }
        while true {
            try element(&self)
            skipSpace()
            guard next == UInt8(ascii: ",") else { return try expect(end) }
            place += 1
        }
    }

    private mutating func string() throws(JSONProblem) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw problem }
            place += 1
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escaped()).utf8)
            } else {
                text.append(byte)
            }
        }
        try expect("\"")
        guard let string = String(validating: text, as: UTF8.self) else { throw problem }
        return string
    }

    private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
        guard let byte = next else { throw problem }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return try escapedUnicode()
        default: throw problem
        }
    }

    private mutating func escapedUnicode() throws(JSONProblem) -> Unicode.Scalar {
        let unit = try hexadecimal()
        guard (0xD800..<0xDC00).contains(unit) else {
            guard let scalar = Unicode.Scalar(unit) else { throw problem }
            return scalar
        }
        try expect("\\")
        try expect("u")
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw problem }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let next, let digit = Character(Unicode.Scalar(next)).hexDigitValue else { throw problem }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    private mutating func number() throws(JSONProblem) -> JSONValue {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let firstDigit = next
        let digits = skipDigits()
        guard digits > 0, digits == 1 || firstDigit != UInt8(ascii: "0") else { throw problem }
        let isWhole = try !skipFraction()
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole {
            guard let value = Int(text) else { throw problem }
            return .integer(value)
        }
        guard let value = Double(text), value.isFinite else { throw problem }
        return .number(value)
    }

    /// Whether there was a fraction or an exponent.
    private mutating func skipFraction() throws(JSONProblem) -> Bool {
        let start = place
        if next == UInt8(ascii: ".") {
            place += 1
            guard skipDigits() > 0 else { throw problem }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
            guard skipDigits() > 0 else { throw problem }
        }
        return place > start
    }

    private mutating func skipDigits() -> Int {
        let start = place
        while let next, (0x30...0x39).contains(next) { place += 1 }
        return place - start
    }

    private mutating func skipSpace() {
        while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { place += 1 }
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(JSONProblem) {
        guard next == UInt8(ascii: scalar) else { throw problem }
        place += 1
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        guard bytes[place...].starts(with: word.utf8) else { throw problem }
        place += word.utf8.count
        return value
    }
}
