/// A symmetric matrix A of order m, both triangles kept so that a row is contiguous.
public struct SymmetricMatrix: Sendable, Equatable {
    public let order: Int

    /// m x m values by rows.
    public private(set) var values: [Double]

    public init(order: Int) {
        self.order = order
        values = [Double](repeating: 0, count: order * order)
    }

    public subscript(row: Int, column: Int) -> Double { values[row * order + column] }

    /// Sets A_ij and A_ji.
    public mutating func set(_ row: Int, _ column: Int, _ value: Double) {
        values[row * order + column] = value
        values[column * order + row] = value
    }

    /// A x.
    public func times(_ vector: [Double]) -> [Double] {
        precondition(vector.count == order)
        return (0..<order).map { row in
            var sum = 0.0
            let first = row * order
            for column in 0..<order { sum += values[first + column] * vector[column] }
            return sum
        }
    }

    /// A + scale x v v'.
    public mutating func addOuter(_ vector: [Double], scale: Double) {
        precondition(vector.count == order)
        for row in 0..<order where vector[row] != 0 {
            let factor = scale * vector[row]
            let first = row * order
            for column in 0..<order { values[first + column] += factor * vector[column] }
        }
    }

    /// The rows and columns at the indices, in their order, with values added to the diagonal.
    public func principal(_ indices: [Int], addingToDiagonal: (Int) -> Double) -> SymmetricMatrix {
        var part = SymmetricMatrix(order: indices.count)
        for (row, source) in indices.enumerated() {
            for (column, other) in indices.enumerated() {
                part.values[row * indices.count + column] = values[source * order + other]
            }
            part.values[row * indices.count + row] += addingToDiagonal(source)
        }
        return part
    }
}

extension SymmetricMatrix {
    /// The first row that depends on those before it, by the pivots of a Cholesky factorisation: what is left of its
    /// diagonal element is less than the share of it given. Nil where all are independent.
    public func firstDependent(leastOwnShare: Double) -> Int? {
        var factor = [[Double]]()
        for row in 0..<order {
            var line = [Double](repeating: 0, count: row + 1)
            for column in 0..<row {
                var rest = self[row, column]
                for other in 0..<column { rest -= line[other] * factor[column][other] }
                line[column] = rest / factor[column][column]
            }
            let own = self[row, row] - line.dropLast().reduce(0) { $0 + $1 * $1 }
            guard own > leastOwnShare * self[row, row] else { return row }
            line[row] = own.squareRoot()
            factor.append(line)
        }
        return nil
    }
}
