import Foundation

/// A document of this target as a file: keys sorted and in snake case, the same bytes for the same value.
public protocol ReleasedDocument: Codable {
    /// The format that is written, and the only one that is read.
    static var currentFormat: Int { get }

    var formatVersion: Int { get }
}

extension ReleasedDocument {
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// - Throws: `DecodingError` where the file is damaged or of another format.
    public init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        // First of all: a file of another format may lack keys, or mean other things by the same ones.
        let format = try decoder.decode(DocumentFormat.self, from: json).formatVersion
        guard format == Self.currentFormat else {
            let words = "the format is \(format), and this program reads \(Self.currentFormat)"
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: words))
        }
        self = try decoder.decode(Self.self, from: json)
    }
}

/// What every format has.
private struct DocumentFormat: Decodable { let formatVersion: Int }

/// nil for what cannot be computed.
func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
