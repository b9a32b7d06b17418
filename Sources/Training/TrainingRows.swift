import FeatureData

/// What a fit is of: n rows by p columns, an outcome each, and what a row counts and starts from.
public struct TrainingRows: Sendable {
    /// n rows by p columns.
    public var matrix: FeatureMatrix

    /// n outcomes, 0 or 1.
    public var outcomes: [UInt8]

    /// n weights of at least 0; nil where every row counts once. A row of weight 2 is the same as two rows.
    public var weights: [Double]?

    /// n known parts of the linear predictor, which no coefficient multiplies; nil where there are none.
    public var offsets: [Double]?

    public init(matrix: FeatureMatrix, outcomes: [UInt8], weights: [Double]? = nil, offsets: [Double]? = nil) {
        self.matrix = matrix
        self.outcomes = outcomes
        self.weights = weights
        self.offsets = offsets
    }

    /// The weight of a row.
    func weight(of row: Int) -> Double { weights.map { $0[row] } ?? 1 }

    /// The weighted mean of the offsets; 0 without them.
    var meanOffset: Double {
        guard let offsets else { return 0 }
        let weight = weights?.reduce(0, +) ?? Double(offsets.count)
        return offsets.indices.reduce(0) { $0 + self.weight(of: $1) * offsets[$1] } / weight
    }

    func validate() throws(TrainingError) {
        let rows = matrix.rowCount
        guard outcomes.count == rows else { throw .outcomeCount(outcomes: outcomes.count, rows: rows) }
        let others = outcomes.count { $0 > 1 }
        guard others == 0 else { throw .outcomeNotBinary(rows: others) }
        if let weights {
            guard weights.count == rows else { throw .weightCount(weights: weights.count, rows: rows) }
            let broken = weights.count { !($0 >= 0 && $0.isFinite) }
            guard broken == 0 else { throw .weightOutOfRange(rows: broken) }
        }
        if let offsets {
            guard offsets.count == rows else { throw .offsetCount(offsets: offsets.count, rows: rows) }
            let broken = offsets.count { !$0.isFinite }
            guard broken == 0 else { throw .offsetNotFinite(rows: broken) }
        }
    }
}
