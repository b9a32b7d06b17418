/// What LAPACK can report of a matrix it was given.
public enum LinearAlgebraError: Error, Equatable, Sendable {
    /// The leading minor of this order, from 1, is not positive: rows and columns up to it are linearly dependent.
    case notPositiveDefinite(leadingMinor: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notPositiveDefinite(let order):
            "the matrix is not positive definite: its leading minor of order \(order) is not positive"
        }
    }
}
