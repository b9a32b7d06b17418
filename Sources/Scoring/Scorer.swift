import FeatureData
import Glibc

/// A model bound to the columns of a matrix, ready to score blocks of it.
///
/// A row's linear predictor is that of a row of usual values, then its stored cells in column order: the same
/// operations in the same order whatever block the row is in.
public struct Scorer: Sendable {
    public let model: RiskModel

    /// The model's features by place in the matrix, ascending.
    private let terms: [Term]
    /// By column of the matrix: coefficient / scale, 0 for a column that the model does not use.
    private let slopes: [Double]
    /// By column of the matrix: the usual value.
    private let usual: [Double]
    /// The linear predictor of a row of usual values.
    private let base: Double

    /// By term, what `RiskModel.Feature.contribution` needs.
    private let termColumns: [Int]
    private let coefficients: [Double]
    private let means: [Double]
    private let scales: [Double]

    private struct Term: Sendable {
        let column: Int
        let feature: RiskModel.Feature
    }

    /// - Parameter places: the column of each feature of the model.
    init(_ model: RiskModel, columns: [FeatureColumn], places: [Int]) {
        self.model = model
        usual = columns.map(\.usual)
        let terms = zip(places, model.features).map(Term.init).sorted { $0.column < $1.column }
        var slopes = [Double](repeating: 0, count: columns.count)
        for term in terms {
            switch term.feature.transform {
            case .identity: slopes[term.column] = term.feature.coefficient / term.feature.scale
            }
        }
        base = terms.reduce(model.intercept) { $0 + $1.feature.contribution(columns[$1.column].usual) }
        self.terms = terms
        termColumns = terms.map(\.column)
        coefficients = terms.map(\.feature.coefficient)
        means = terms.map(\.feature.mean)
        scales = terms.map(\.feature.scale)
        self.slopes = slopes
    }

    /// The linear predictor of each row, before calibration.
    public func linearPredictors(_ matrix: FeatureMatrix) -> [Double] {
        precondition(matrix.columns.count == usual.count)
        return [Double](unsafeUninitializedCapacity: matrix.rowCount) { buffer, count in
            fill(
                buffer.baseAddress!, rows: matrix.rowCount, rowStarts: matrix.rowStarts,
                cellColumns: matrix.cellColumns, cellValues: matrix.cellValues, slopes: slopes, usual: usual)
            count = matrix.rowCount
        }
    }

    /// The hot loop: one visit of the stored cells.
    private func fill(
        _ predictors: UnsafeMutablePointer<Double>, rows: Int, rowStarts: UnsafePointer<Int>,
        cellColumns: UnsafePointer<UInt16>, cellValues: UnsafePointer<Double>, slopes: UnsafePointer<Double>,
        usual: UnsafePointer<Double>
    ) {
        var cell = 0
        for row in 0..<rows {
            var predictor = base
            let end = rowStarts[row &+ 1]
            while cell < end {
                let column = Int(cellColumns[cell])
                predictor += slopes[column] * (cellValues[cell] - usual[column])
                cell &+= 1
            }
            predictors[row] = predictor
        }
    }

    /// The score of a linear predictor, calibrated: a risk between 0 and 1, or points.
    public func score(_ linearPredictor: Double) -> Double {
        let calibrated = model.calibration(linearPredictor)
        switch model.link {
        case .logit: return 1 / (1 + exp(-calibrated))
        case .identity: return calibrated
        }
    }

    /// The scores of linear predictors.
    public func scores(_ linearPredictors: [Double]) -> [Double] { linearPredictors.map(score) }

    /// What every feature adds to one row's linear predictor, in column order.
    ///
    /// With the intercept, they add up to the linear predictor.
    public func contributions(of row: RowID, in matrix: FeatureMatrix) -> [Contribution] {
        let values = matrix.row(row.index)
        return terms.map { Contribution(column: $0.column, value: $0.feature.contribution(values[$0.column])) }
    }

    /// The largest of a row's contributions in descending order, ties by column order.
    public func largestContributions(_ count: Int, of row: RowID, in matrix: FeatureMatrix) -> [Contribution] {
        let values = matrix.row(row.index)
        var largest: [Contribution] = []
        for place in termColumns.indices {
            let column = termColumns[place]
            let own = coefficients[place] * (values[column] - means[place]) / scales[place]
            if largest.count == count, let last = largest.last, own <= last.value { continue }
            // Columns come in order: an equal one stays behind those that are there.
            let position = largest.firstIndex { $0.value < own } ?? largest.count
            largest.insert(Contribution(column: column, value: own), at: position)
            if largest.count > count { largest.removeLast() }
        }
        return largest
    }
}
