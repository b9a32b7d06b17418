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

    /// An element that holds nothing, and has no closing tag.
    public static func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) -> HTML {
        var html = HTML(room: roomForTags)
        html.open(name, attributes, closing: "/>")
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

    private mutating func open(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, closing: StaticString = ">"
    ) {
        append("<")
        append(name)
        for (key, value) in attributes {
            append(" ")
            append(key)
            append("=\"")
            append(escaping: value)
            append("\"")
        }
        append(closing)
    }

    private mutating func close(_ name: StaticString) {
        append("</")
        append(name)
        append(">")
    }

    private mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Markup characters become references; control characters, which HTML forbids, the replacement character.
    private mutating func append(escaping value: String) {
        var value = value
        value.withUTF8 { text in
            var plainFrom = 0
            func appendPlain(before end: Int) {
                bytes.append(contentsOf: text[plainFrom..<end])
            }
            for (place, byte) in text.enumerated() {
                guard let (reference, count) = Self.reference(byte, in: text, at: place) else { continue }
                appendPlain(before: place)
                append(reference)
                plainFrom = place + count
            }
            appendPlain(before: text.count)
        }
    }

    /// What stands in markup for the character that begins at this byte, and how many bytes it has; nil for the
    /// character itself.
    private static func reference(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, at place: Int
    ) -> (StaticString, bytes: Int)? {
        switch byte {
        case UInt8(ascii: "&"): return ("&amp;", 1)
        case UInt8(ascii: "<"): return ("&lt;", 1)
        case UInt8(ascii: ">"): return ("&gt;", 1)
        case UInt8(ascii: "\""): return ("&quot;", 1)
        case UInt8(ascii: "'"): return ("&#39;", 1)
        case UInt8(ascii: "\n"), UInt8(ascii: "\t"): return nil
        case ..<0x20, 0x7F: return ("\u{FFFD}", 1)
        // U+0080 to U+009F.
        case 0xC2 where text[place + 1] < 0xA0: return ("\u{FFFD}", 2)
        default: return nil
        }
    }
}
