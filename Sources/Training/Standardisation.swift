/// The weighted mean and population standard deviation (divisor: the sum of the weights) of each column of a matrix,
/// usual values included.
public struct Standardisation: Sendable, Equatable {
    /// p means.
    public let means: [Double]

    /// p standard deviations; 1 for a column with one value.
    public let scales: [Double]

    /// p flags: a column with one value in the rows that count carries no information and is given the coefficient 0.
    public let isConstant: [Bool]

    /// 1 / scale; 0 for a constant column, which then has the gradient 0 and keeps the coefficient 0.
    var factors: [Double] { zip(scales, isConstant).map { $1 ? 0 : 1 / $0 } }
}
