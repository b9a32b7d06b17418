/// A feature as format version 1 has it: its definition and its weight in one.
struct LinearFeature: Decodable {
    let name: String
    let coefficient: Double
    let mean: Double
    let scale: Double
    let fingerprint: String

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, coefficient, mean, scale, transform, fingerprint
    }

    /// Version 1 knows no other.
    private enum OnlyTransform: String, CaseIterable { case identity }

    init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        coefficient = try container.decode(Double.self, forKey: .coefficient)
        mean = try container.decode(Double.self, forKey: .mean)
        scale = try container.decode(Double.self, forKey: .scale)
        _ = try container.choice(OnlyTransform.self, forKey: .transform)
        fingerprint = try container.decode(String.self, forKey: .fingerprint)
    }

    var feature: RiskModel.Feature { RiskModel.Feature(name: name, fingerprint: fingerprint) }

    var term: RiskModel.Term {
        RiskModel.Term(BasisTerm(name), coefficient: coefficient, mean: mean, scale: scale)
    }
}
