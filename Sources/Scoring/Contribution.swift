/// What one feature adds to a person's linear predictor, against a person with the mean value.
public struct Contribution: Sendable, Equatable {
    /// The column of the matrix.
    public let column: Int
    /// coefficient x (value - mean) / scale.
    public let value: Double

    public init(column: Int, value: Double) {
        self.column = column
        self.value = value
    }
}
