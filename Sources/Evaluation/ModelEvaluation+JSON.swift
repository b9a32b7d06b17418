import Foundation

extension ModelEvaluation {
    /// The file: keys sorted, the same bytes for the same evaluation.
    public func json() throws -> Data { try ReleasedJSON.data(self) }

    /// - Throws: `DecodingError` where the file is of another format.
    public init(json: Data) throws { self = try ReleasedJSON.value(ModelEvaluation.self, from: json) }
}

/// How documents of this target are written.
enum ReleasedJSON {
    static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value) + Data("\n".utf8)
    }

    static func value<Value: Decodable>(_ type: Value.Type, from json: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: json)
    }
}

/// nil for what cannot be computed.
func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
