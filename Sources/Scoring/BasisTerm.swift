/// What a model makes of a feature, or of several as their product, before it is centred, scaled and weighed.
public struct BasisTerm: Sendable, Equatable {
    /// One feature's part in a term.
    public struct Input: Sendable, Equatable {
        public var feature: String
        /// Done to the value one after another.
        public var transforms: [Transform]

        public init(_ feature: String, _ transforms: [Transform] = []) {
            self.feature = feature
            self.transforms = transforms
        }

        /// - Parameter missingAs: what stands for a value that is not a number; NaN where nothing may.
        /// - Returns: NaN for a value that is missing and has no stand-in, whatever is done to it.
        func callAsFunction(_ value: Double, missingAs: Double) -> Double {
            if !value.isNaN || transforms.first == .missing { return transforms.reduce(value) { $1($0) } }
            return missingAs.isNaN ? .nan : transforms.reduce(missingAs) { $1($0) }
        }
    }

    /// Unique in the model.
    public var name: String
    /// One, or more whose product it is.
    public var inputs: [Input]

    public init(name: String, inputs: [Input]) {
        self.name = name
        self.inputs = inputs
    }

    /// The feature itself.
    public init(_ feature: String) { self.init(name: feature, inputs: [Input(feature)]) }
}

extension BasisTerm.Input: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case feature, transforms }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(String.self, forKey: .feature),
            try container.decode([Transform].self, forKey: .transforms))
    }
}
