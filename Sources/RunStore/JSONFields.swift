import Tabular

/// The fields of one object, taken by name; what is not taken by the end is one too many.
struct JSONFields {
    private var members: [String: JSONValue]

    init(_ value: JSONValue, field: String) throws(JSONProblem) {
        guard case .object(let members) = value else { throw .unexpected(field: field) }
        self.members = members
    }

    mutating func value(_ name: String) throws(JSONProblem) -> JSONValue {
        guard let value = members.removeValue(forKey: name) else { throw .unexpected(field: name) }
        return value
    }

    mutating func integer(_ name: String) throws(JSONProblem) -> Int {
        guard case .integer(let value) = try value(name) else { throw .unexpected(field: name) }
        return value
    }

    mutating func string(_ name: String) throws(JSONProblem) -> String {
        guard case .string(let value) = try value(name) else { throw .unexpected(field: name) }
        return value
    }

    mutating func array(_ name: String) throws(JSONProblem) -> [JSONValue] {
        guard case .array(let values) = try value(name) else { throw .unexpected(field: name) }
        return values
    }

    mutating func strings(_ name: String) throws(JSONProblem) -> [String] {
        var strings: [String] = []
        for value in try array(name) {
            guard case .string(let string) = value else { throw .unexpected(field: name) }
            strings.append(string)
        }
        return strings
    }

    /// A string that a type reads, such as a run id or a time.
    mutating func parsed<Value>(_ name: String, _ read: (String) throws -> Value?) throws(JSONProblem) -> Value {
        let text = try string(name)
        guard let value = try? read(text) else { throw .unexpected(field: name) }
        return value
    }

    /// A field that must be there and may be null.
    mutating func optional<Value>(
        _ name: String, _ read: (JSONValue) throws(JSONProblem) -> Value
    ) throws(JSONProblem) -> Value? {
        let value = try value(name)
        return value == .null ? nil : try read(value)
    }

    /// The same of a field that may be left out.
    mutating func ifThere<Value>(
        _ name: String, _ read: (JSONValue) throws(JSONProblem) -> Value
    ) throws(JSONProblem) -> Value? {
        members[name] == nil ? nil : try optional(name, read)
    }

    func end() throws(JSONProblem) {
        if let extra = members.keys.min() { throw .unexpected(field: extra) }
    }
}
