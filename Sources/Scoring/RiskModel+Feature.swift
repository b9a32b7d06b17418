extension RiskModel {
    /// A feature that the model needs.
    public struct Feature: Sendable, Equatable {
        public var name: String
        /// The fingerprint of the definition that the model was trained with (`FeatureColumn.fingerprint`).
        public var fingerprint: String
        /// What stands for a value that is missing; nil where none may be. A catalogue's features never are.
        public var missingAs: Double?
        /// Of a feature that is one of several words: its words, whose places from 0 are its values. Else empty.
        public var levels: [String]

        public init(name: String, fingerprint: String, missingAs: Double? = nil, levels: [String] = []) {
            self.name = name
            self.fingerprint = fingerprint
            self.missingAs = missingAs
            self.levels = levels
        }
    }
}

extension RiskModel.Feature: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, fingerprint, levels
        case missingAs = "missing_as"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            fingerprint: try container.decode(String.self, forKey: .fingerprint),
            missingAs: try container.decodeIfPresent(Double.self, forKey: .missingAs),
            levels: try container.decodeIfPresent([String].self, forKey: .levels) ?? [])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(fingerprint, forKey: .fingerprint)
        try container.encodeIfPresent(missingAs, forKey: .missingAs)
        if !levels.isEmpty { try container.encode(levels, forKey: .levels) }
    }
}
