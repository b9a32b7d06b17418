import CBLAS

/// The lower triangle of X'X, accumulated from dense blocks of rows of X with BLAS's `dsyrk`.
public struct GramMatrix: Sendable {
    /// p: the columns of X.
    public let order: Int

    /// p x p by rows; only the lower triangle, the diagonal included, is filled.
    public private(set) var values: [Double]

    public init(order: Int) {
        self.order = order
        values = [Double](repeating: 0, count: order * order)
    }

    /// Adds B'B for a block B of m rows, or some multiple of it.
    ///
    /// - Parameter block: m x p values by rows; a multiple of p.
    public mutating func add(block: UnsafeBufferPointer<Double>, times factor: Double = 1) {
        guard order > 0, !block.isEmpty else { return }
        precondition(block.count % order == 0)
        let columns = Int32(order)
        let rows = Int32(block.count / order)
        cblas_dsyrk(
            CblasRowMajor, CblasLower, CblasTrans, columns, rows, factor, block.baseAddress, columns, 1, &values,
            columns)
    }
}
