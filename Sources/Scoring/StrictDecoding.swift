/// What `Codable` has no error of its own for, on its way to a `ScoringError`.
enum FileProblem: Error {
    case formatVersion(Int)
    case keys([String], allowed: [String], path: [any CodingKey])
    case choice(allowed: [String], path: [any CodingKey])
    case shape(expected: String, path: [any CodingKey])
}

extension Decoder {
    /// Throws where the object has a key that is not one of `Key`.
    func refuseKeys<Key: CodingKey & CaseIterable>(otherThan: Key.Type) throws {
        try refuseKeys(otherThan: Array(Key.allCases))
    }

    /// Throws where the object has a key that is not one of these.
    func refuseKeys(otherThan keys: [some CodingKey]) throws {
        let allowed = keys.map(\.stringValue).sorted()
        let others = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).filter { !allowed.contains($0) }
        guard others.isEmpty else { throw FileProblem.keys(others.sorted(), allowed: allowed, path: codingPath) }
    }
}

extension KeyedDecodingContainer {
    /// One of an enumeration's names, or an error that lists them.
    func choice<Choice>(_ type: Choice.Type, forKey key: Key) throws -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let name = try decode(String.self, forKey: key)
        guard let choice = Choice(rawValue: name) else {
            throw FileProblem.choice(allowed: Choice.allCases.map(\.rawValue), path: codingPath + [key])
        }
        return choice
    }
}

/// A key of any name.
private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension ScoringError {
    /// What a decoder threw, in our terms, without the value it met.
    init(decoding error: any Error, file: String) {
        switch error {
        case FileProblem.formatVersion(let found):
            self = .unknownFormatVersion(file: file, found: found, supported: RiskModel.formatVersion)
        case FileProblem.keys(let keys, let allowed, let path):
            self = .unknownKeys(file: file, path: text(path), keys: keys, allowed: allowed)
        case FileProblem.choice(let allowed, let path):
            self = .unknownChoice(file: file, path: text(path), allowed: allowed)
        case FileProblem.shape(let expected, let path):
            self = .wrongType(file: file, path: text(path), expected: expected)
        case DecodingError.keyNotFound(let key, let context):
            self = .missingKey(file: file, path: text(context.codingPath), key: key.stringValue)
        case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
            self = .wrongType(file: file, path: text(context.codingPath), expected: words(for: type))
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            self = .notFinite(file: file, path: text(context.codingPath))
        default:
            self = .notJSON(file: file)
        }
    }
}

/// `features[3].scale`.
private func text(_ path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
        if let index = key.intValue { return text + "[\(index)]" }
        return text.isEmpty ? key.stringValue : text + "." + key.stringValue
    }
}

private func words(for type: any Any.Type) -> String {
    switch type {
    case is Double.Type: "a number"
    case is Int.Type: "a whole number"
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is any Collection.Type where !(type is any ExpressibleByDictionaryLiteral.Type): "a list"
    default: "an object"
    }
}
