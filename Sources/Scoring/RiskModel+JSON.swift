import Foundation

extension RiskModel {
    /// Reads a model file and checks it: its keys, its numbers and its golden vectors.
    ///
    /// - Parameters:
    ///   - json: the file's content.
    ///   - file: the file's name, for errors.
    public init(json: Data, file: String) throws(ScoringError) {
        do {
            self = try JSONDecoder().decode(RiskModel.self, from: json)
        } catch {
            throw ScoringError(decoding: error, file: file)
        }
        // Files of earlier versions are read as they always were.
        let isOfThisVersion = Self.isOfThisVersion(json)
        if isOfThisVersion, let key = RepeatedKey.first(in: json) { throw .repeatedKey(file: file, key: key) }
        try validate(file: file)
        if isOfThisVersion { try requireGoldenVectors(file: file) }
    }

    private static func isOfThisVersion(_ json: Data) -> Bool {
        struct Versioned: Decodable {
            let version: Int

            enum CodingKeys: String, CodingKey { case version = "format_version" }
        }
        return (try? JSONDecoder().decode(Versioned.self, from: json))?.version == formatVersion
    }

    /// Without them, nothing tells that a coefficient was changed.
    private func requireGoldenVectors(file: String) throws(ScoringError) {
        guard !goldenVectors.isEmpty else { throw .noGoldenVectors(file: file) }
    }

    /// The model file: keys sorted, numbers in the fewest digits that read back the same. One model, one text.
    ///
    /// - Throws: `ScoringError` where reading it back would.
    public func json(file: String) throws(ScoringError) -> Data {
        try validate(file: file)
        try requireGoldenVectors(file: file)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self) + Data("\n".utf8)
        } catch {
            // The encoder refuses nothing but numbers that are not finite, and none is left.
            throw .notFinite(file: file, path: "")
        }
    }
}

extension RiskModel: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case formatVersion = "format_version"
        case name, version, link, intercept, features, terms, calibration, offset, training, histograms
        case hasSyntheticOrigin = "synthetic"
        case calibratedOn = "calibrated_on"
        case goldenVectors = "golden_vectors"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let found = try container.decode(Int.self, forKey: .formatVersion)
        guard (1...RiskModel.formatVersion).contains(found) else { throw FileProblem.formatVersion(found) }
        let isLinear = found == 1
        try decoder.refuseKeys(
            otherThan: CodingKeys.allCases.filter { !isLinear || ![.terms, .offset, .hasSyntheticOrigin].contains($0) })
        name = try container.decode(String.self, forKey: .name)
        version = try container.decode(String.self, forKey: .version)
        link = try container.choice(Link.self, forKey: .link)
        intercept = try container.decode(Double.self, forKey: .intercept)
        if isLinear {
            let linear = try container.decode([LinearFeature].self, forKey: .features)
            features = linear.map(\.feature)
            terms = linear.map(\.term)
        } else {
            features = try container.decode([Feature].self, forKey: .features)
            terms = try container.decode([Term].self, forKey: .terms)
        }
        calibration = try container.decode(Calibration.self, forKey: .calibration)
        offset = try container.decodeIfPresent(String.self, forKey: .offset)
        calibratedOn = try container.decodeIfPresent([String].self, forKey: .calibratedOn) ?? []
        training = try container.decode(TrainingPopulation?.self, forKey: .training)
        hasSyntheticOrigin = try container.decodeIfPresent(Bool.self, forKey: .hasSyntheticOrigin) ?? false
        histograms = try container.decode([ReferenceHistogram].self, forKey: .histograms)
        goldenVectors = try container.decode([GoldenVector].self, forKey: .goldenVectors)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(RiskModel.formatVersion, forKey: .formatVersion)
        try container.encode(name, forKey: .name)
        try container.encode(version, forKey: .version)
        try container.encode(link, forKey: .link)
        try container.encode(intercept, forKey: .intercept)
        try container.encode(features, forKey: .features)
        try container.encode(terms, forKey: .terms)
        try container.encode(calibration, forKey: .calibration)
        try container.encodeIfPresent(offset, forKey: .offset)
        if !calibratedOn.isEmpty { try container.encode(calibratedOn, forKey: .calibratedOn) }
        try container.encode(training, forKey: .training)
        if hasSyntheticOrigin { try container.encode(true, forKey: .hasSyntheticOrigin) }
        try container.encode(histograms, forKey: .histograms)
        try container.encode(goldenVectors, forKey: .goldenVectors)
    }
}
