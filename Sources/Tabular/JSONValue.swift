/// A JSON value whose text is a function of the value alone: keys sorted by their bytes,
/// whole numbers apart from others, no locale anywhere.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Finite. The shortest decimal that reads back as the same double.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Without white space: what is hashed.
    public var compactText: String {
        var text = ""
        append(to: &text, indentation: nil)
        return text
    }

    /// Over several lines, with a final newline: what is published.
    public var readableText: String {
        var text = ""
        append(to: &text, indentation: 0)
        return text + "\n"
    }

    private func append(to text: inout String, indentation: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value):
            precondition(value.isFinite, "JSON has no word for what is not a number.")
            text += value.description
        case .string(let value): Self.append(value, to: &text)
        case .array(let values):
            Self.append(values, between: ("[", "]"), to: &text, indentation) { value, text, inner in
                value.append(to: &text, indentation: inner)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            Self.append(sorted, between: ("{", "}"), to: &text, indentation) { member, text, inner in
                Self.append(member.key, to: &text)
                text += inner == nil ? ":" : ": "
                member.value.append(to: &text, indentation: inner)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element], between ends: (String, String), to text: inout String, _ indentation: Int?,
        _ appendElement: (Element, inout String, Int?) -> Void
    ) {
        text += ends.0
        let inner = indentation.map { $0 + 2 }
        for (place, element) in elements.enumerated() {
            if place > 0 { text += "," }
            if let inner { text += "\n" + String(repeating: " ", count: inner) }
            appendElement(element, &text, inner)
        }
        if let indentation, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indentation) }
        text += ends.1
    }

    private static func append(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral {
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}
