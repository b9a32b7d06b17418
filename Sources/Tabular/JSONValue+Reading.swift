/// What a value holds, where it is of the type asked for.
extension JSONValue {
    /// A member of an object; nil of anything else, and where it has no such member.
    public subscript(member: String) -> JSONValue? { asObject?[member] }

    public var asObject: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
    public var asArray: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    public var asString: String? { if case .string(let text) = self { text } else { nil } }
    public var asInteger: Int? { if case .integer(let number) = self { number } else { nil } }
    public var asBool: Bool? { if case .bool(let flag) = self { flag } else { nil } }

    /// Whole or not.
    public var asNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// An object's members, where all of them are whole numbers.
    public var asCounts: [String: Int]? {
        guard let members = asObject else { return nil }
        let counts = members.compactMapValues(\.asInteger)
        return counts.count == members.count ? counts : nil
    }

    /// An array's elements as they are read; nil of anything else, and where one of them is not as it should be.
    public func elements<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
        guard let values = asArray else { return nil }
        let elements = values.compactMap(read)
        return elements.count == values.count ? elements : nil
    }
}
