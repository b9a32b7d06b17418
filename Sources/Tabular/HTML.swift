/// A piece of an HTML page. Texts are escaped as they enter, and tags and attribute names can only be literals of
/// this program, so that no value can become markup.
public struct HTML: Sendable, Equatable {
    /// The markup.
    public private(set) var text: String

    private init(markup: String) { text = markup }

    public static func text(_ value: String) -> HTML { HTML(markup: escaped(value)) }

    public static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: [HTML]
    ) -> HTML {
        let opening = attributes.reduce("<\(name)") { $0 + " \($1.key)=\"\(escaped($1.value))\"" }
        return HTML(markup: opening + ">" + content.map(\.text).joined() + "</\(name)>")
    }

    public static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String
    ) -> HTML {
        element(name, attributes, [.text(text)])
    }

    /// An element that stands on a line of its own.
    public var line: HTML { HTML(markup: text + "\n") }

    /// Markup characters become references; control characters, which HTML forbids, the replacement character.
    private static func escaped(_ value: String) -> String {
        if value.utf8.allSatisfy(isPlain) { return value }
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

    /// Printable ASCII that means nothing in markup.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        default: (0x20..<0x7F).contains(byte)
        }
    }
}
