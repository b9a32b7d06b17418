/// A piece of an HTML page. Texts are escaped as they enter, and tags and attribute names can only be literals of
/// this program, so that no value can become markup.
public struct HTML: Sendable, Equatable {
    /// The markup, in UTF-8.
    private var bytes: [UInt8] = []

    private init(room: Int) { bytes.reserveCapacity(room) }

    /// The markup.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public static func text(_ value: String) -> HTML {
        var html = HTML(room: value.utf8.count)
        html.append(escaping: value)
        return html
    }

    public static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: [HTML]
    ) -> HTML {
        var html = HTML(room: content.reduce(roomForTags) { $0 + $1.bytes.count })
        html.open(name, attributes)
        for piece in content { html.bytes += piece.bytes }
        html.close(name)
        return html
    }

    public static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String
    ) -> HTML {
        var html = HTML(room: text.utf8.count + roomForTags)
        html.open(name, attributes)
        html.append(escaping: text)
        html.close(name)
        return html
    }

    /// What most pairs of tags take.
    private static let roomForTags = 48

    /// An element that stands on a line of its own.
    public var line: HTML {
        var line = HTML(room: bytes.count + 1)
        line.bytes += bytes
        line.bytes.append(UInt8(ascii: "\n"))
        return line
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        append("<")
        append(name)
        for (key, value) in attributes {
            append(" ")
            append(key)
            append("=\"")
            append(escaping: value)
            append("\"")
        }
        append(">")
    }

    private mutating func close(_ name: StaticString) {
        append("</")
        append(name)
        append(">")
    }

    private mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(escaping value: String) {
        var value = value
        let isPlain = value.withUTF8 { value in
            guard value.allSatisfy(Self.isPlain) else { return false }
            bytes.append(contentsOf: value)
            return true
        }
        if !isPlain { bytes += Self.escaped(value).utf8 }
    }

    /// Markup characters become references; control characters, which HTML forbids, the replacement character.
    private static func escaped(_ value: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(value.utf8.count)
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A byte of printable text that means nothing in markup. The control characters past ASCII begin with C2.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        default: (0x20..<0x7F).contains(byte) || byte >= 0x80 && byte != 0xC2
        }
    }
}
