import FeatureData

/// A table of predictors that somebody else computed: a row for each person, or for a person at a date.
///
/// Rows are in the file's order. A value that is missing is NaN.
public struct ReadyTable: Sendable {
    /// The file's name, for messages.
    public let file: String
    /// n ids; a person may have several rows.
    public let ids: [String]
    /// n lines of the file, on which the rows start; the header is line 1.
    public let lines: [Int]
    /// n rows by p predictors.
    public internal(set) var matrix: FeatureMatrix
    /// By predictor: of one of words, its words in bytewise order, whose places are its values. Else empty.
    public internal(set) var levels: [[String]]
    /// n outcomes, 0 or 1; nil where the roles name none.
    public let outcomes: [UInt8]?
    /// n weights, at least 0; nil where the roles name none.
    public let weights: [Double]?
    /// n offsets of the linear predictor; nil where the roles name none.
    public let offsets: [Double]?
    /// The columns that are read as words, such as a split or a date.
    public let words: Attributes
    /// Rows left out because their outcome is not known.
    public let rowsWithoutOutcome: Int

    public var rowCount: Int { ids.count }

    /// By predictor, the share of rows without a value.
    public var missingShares: [(name: String, share: Double)] {
        var counts = [Int](repeating: 0, count: matrix.columns.count)
        for (column, value) in zip(matrix.cellColumns, matrix.cellValues) where value.isNaN { counts[Int(column)] += 1 }
        return zip(matrix.columns, counts).map { ($0.name, Double($1) / Double(max(1, rowCount))) }
    }
}

extension FeatureColumn {
    /// A column of a ready table. Its definition is not ours to know, so its fingerprint is its name.
    static func ready(_ name: String, usual: Double) -> FeatureColumn {
        FeatureColumn(name: name, usual: usual, fingerprint: fingerprint(ofReady: name), reason: "\(name): {value}")
    }
}
