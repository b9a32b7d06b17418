import Tabular

extension JSONValue {
    /// Reads a published file back, strictly; nil where it is no JSON.
    public init?(parsing bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes) else { return nil }
        self = value
    }
}
