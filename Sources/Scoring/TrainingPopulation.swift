/// Whom a model was trained on, in aggregates.
public struct TrainingPopulation: Sendable, Equatable {
    /// SHA-256, as hexadecimal digits, of the matrix and the outcomes.
    public var fingerprint: String
    /// Dates as yyyy-mm-dd.
    public var indexDates: [String]
    /// Rows, and those of them with the outcome; rounded as what is released is.
    public var rows: Int
    public var events: Int
    /// Whether the people were made up. Such a model ranks nobody real.
    public var synthetic: Bool
    /// The name of the feature catalogue.
    public var catalogue: String

    public init(
        fingerprint: String, indexDates: [String], rows: Int, events: Int, synthetic: Bool, catalogue: String
    ) {
        self.fingerprint = fingerprint
        self.indexDates = indexDates
        self.rows = rows
        self.events = events
        self.synthetic = synthetic
        self.catalogue = catalogue
    }
}

extension TrainingPopulation: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case fingerprint, rows, events, synthetic, catalogue
        case indexDates = "index_dates"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            fingerprint: try container.decode(String.self, forKey: .fingerprint),
            indexDates: try container.decode([String].self, forKey: .indexDates),
            rows: try container.decode(Int.self, forKey: .rows),
            events: try container.decode(Int.self, forKey: .events),
            synthetic: try container.decode(Bool.self, forKey: .synthetic),
            catalogue: try container.decode(String.self, forKey: .catalogue))
    }
}
