import FeatureData
import Glibc

/// A model bound to the columns of a matrix, ready to score blocks of it.
///
/// A row's linear predictor is that of a row of usual values, then what each stored cell changes, in column order: the
/// same operations in the same order whatever block the row is in.
public struct Scorer: Sendable {
    public let model: RiskModel

    /// The matrix's columns that the model uses, ascending.
    private let usedColumns: [Int]
    private let bound: BoundTerms
    /// The linear predictor of a row of usual values.
    private let base: Double
    /// By term: coefficient / scale.
    private let termSlopes: [Double]
    /// By column of the matrix: the sum of the slopes of the terms that are its plain value.
    private let slopes: [Double]
    /// By column of the matrix: the other terms that look at it.
    private let curvedTerms: [[Int]]
    /// Every term, where each is a column's plain value; else none.
    private let plainTerms: [PlainTerm]

    /// A term without what only its making needs.
    private struct PlainTerm {
        let column: Int
        let coefficient, mean, scale: Double
    }

    private var isPlain: Bool { plainTerms.count == model.terms.count }

    /// - Parameter places: the column of each feature of the model.
    init(_ model: RiskModel, columns: [FeatureColumn], places: [Int]) {
        self.model = model
        let bound = BoundTerms(model.terms.map(\.basis), of: model.features, columns: columns, places: places)
        self.bound = bound
        let termSlopes = model.terms.map { $0.coefficient / $0.scale }
        var slopes = [Double](repeating: 0, count: columns.count)
        for term in model.terms.indices where bound.isPlain(term) {
            slopes[bound.parts[term][0].column] += termSlopes[term]
        }
        self.slopes = slopes
        self.termSlopes = termSlopes
        curvedTerms = bound.termsOfColumn.map { terms in terms.filter { !bound.isPlain($0) } }
        plainTerms =
            curvedTerms.allSatisfy(\.isEmpty)
            ? zip(model.terms, bound.parts).map { term, parts in
                PlainTerm(
                    column: parts[0].column, coefficient: term.coefficient, mean: term.mean, scale: term.scale)
            } : []
        usedColumns = bound.termsOfColumn.indices.filter { !bound.termsOfColumn[$0].isEmpty }
        base = zip(model.terms, bound.usual).reduce(model.intercept) { $0 + $1.0.contribution($1.1) }
    }

    /// The linear predictor of each row, before calibration.
    public func linearPredictors(_ matrix: FeatureMatrix) -> [Double] {
        precondition(matrix.columns.count == slopes.count)
        var predictors = [Double](unsafeUninitializedCapacity: matrix.rowCount) { buffer, count in
            fill(
                buffer.baseAddress!, rows: matrix.rowCount, rowStarts: matrix.rowStarts,
                cellColumns: matrix.cellColumns, cellValues: matrix.cellValues, slopes: slopes,
                usual: bound.usualOfColumn)
            count = matrix.rowCount
        }
        if !isPlain { addCurved(matrix, to: &predictors) }
        return predictors
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
                // A column without a plain term may hold a missing value.
                if slopes[column] != 0 { predictor += slopes[column] * (cellValues[cell] - usual[column]) }
                cell &+= 1
            }
            predictors[row] = predictor
        }
    }

    /// Adds what transformed terms and products change. A product is visited at the first of its stored columns.
    private func addCurved(_ matrix: FeatureMatrix, to predictors: inout [Double]) {
        var values = bound.usualOfColumn
        var isStored = [Bool](repeating: false, count: values.count)
        for row in 0..<matrix.rowCount {
            let cells = matrix.rowStarts[row]..<matrix.rowStarts[row + 1]
            for cell in cells {
                values[Int(matrix.cellColumns[cell])] = matrix.cellValues[cell]
                isStored[Int(matrix.cellColumns[cell])] = true
            }
            for cell in cells {
                let column = Int(matrix.cellColumns[cell])
                for term in curvedTerms[column] {
                    let isFirst = !bound.parts[term].contains { $0.column < column && isStored[$0.column] }
                    guard isFirst else { continue }
                    predictors[row] += termSlopes[term] * (bound.value(of: term, in: values) - bound.usual[term])
                }
            }
            for cell in cells {
                let column = Int(matrix.cellColumns[cell])
                values[column] = bound.usualOfColumn[column]
                isStored[column] = false
            }
        }
    }

    /// The score of a linear predictor, calibrated: a risk between 0 and 1, or points.
    public func score(_ linearPredictor: Double) -> Double { model.score(linearPredictor) }

    /// The scores of linear predictors.
    public func scores(_ linearPredictors: [Double]) -> [Double] { linearPredictors.map(score) }

    /// What every feature adds to one row's linear predictor, in column order: its terms, and an equal share of each
    /// product that it has a part in.
    ///
    /// With the intercept, they add up to the linear predictor.
    public func contributions(of row: RowID, in matrix: FeatureMatrix) -> [Contribution] {
        let sums = contributionsByColumn(matrix.row(row.index))
        return usedColumns.map { Contribution(column: $0, value: sums[$0]) }
    }

    /// The largest of a row's contributions in descending order, ties by column order.
    public func largestContributions(_ count: Int, of row: RowID, in matrix: FeatureMatrix) -> [Contribution] {
        let sums = contributionsByColumn(matrix.row(row.index))
        var largest: [Contribution] = []
        for column in usedColumns {
            let own = sums[column]
            if largest.count == count, let last = largest.last, own <= last.value { continue }
            // Columns come in order: an equal one stays behind those that are there.
            let position = largest.firstIndex { $0.value < own } ?? largest.count
            largest.insert(Contribution(column: column, value: own), at: position)
            if largest.count > count { largest.removeLast() }
        }
        return largest
    }

    private func contributionsByColumn(_ values: [Double]) -> [Double] {
        if isPlain { return plainContributions(values) }
        var sums = [Double](repeating: 0, count: values.count)
        for (place, term) in model.terms.enumerated() {
            let parts = bound.parts[place]
            let own = term.contribution(bound.value(of: place, in: values))
            for part in parts { sums[part.column] += own / Double(parts.count) }
        }
        return sums
    }

    /// Where every term is a column's value: nothing to look up.
    private func plainContributions(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: values.count)
        for term in plainTerms {
            sums[term.column] += term.coefficient * (values[term.column] - term.mean) / term.scale
        }
        return sums
    }
}
