import CLAPACK

/// The Cholesky factor L of a symmetric positive definite matrix A = L L', ready to solve A x = b.
public struct CholeskyFactor: Sendable {
    /// p: A is p by p.
    public let order: Int

    /// L in the lower triangle, column by column.
    private var factor: [Double]

    /// Factorises A with LAPACK's `dpotrf`.
    ///
    /// - Parameters:
    ///   - matrix: p x p values; only the lower triangle of the row-by-row layout is read.
    ///   - order: p.
    /// - Throws: `LinearAlgebraError.notPositiveDefinite` with the order of the first leading minor that is not.
    public init(_ matrix: [Double], order: Int) throws(LinearAlgebraError) {
        precondition(matrix.count == order * order)
        self.order = order
        factor = matrix
        // The lower triangle by rows is the upper triangle by columns.
        var triangle = CholeskyFactor.triangle
        var size = Int32(order)
        var leading = Swift.max(1, size)
        var info: Int32 = 0
        dpotrf_(&triangle, &size, &factor, &leading, &info, 1)
        precondition(info >= 0, "dpotrf refuses its argument \(-info)")
        guard info == 0 else { throw .notPositiveDefinite(leadingMinor: Int(info)) }
    }

    /// The solution x of A x = b, by LAPACK's `dpotrs`.
    ///
    /// - Parameter rightSide: b, p values.
    public func solve(_ rightSide: [Double]) -> [Double] {
        precondition(rightSide.count == order)
        var solution = rightSide
        var triangle = CholeskyFactor.triangle
        var size = Int32(order)
        var leading = Swift.max(1, size)
        var sides: Int32 = 1
        var info: Int32 = 0
        dpotrs_(&triangle, &size, &sides, factor, &leading, &solution, &leading, &info, 1)
        precondition(info == 0, "dpotrs refuses its argument \(-info)")
        return solution
    }

    private static let triangle = CChar(UInt8(ascii: "U"))
}
