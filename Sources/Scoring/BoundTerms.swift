import FeatureData

/// Terms bound to the columns of a matrix: which columns each looks at, and which terms look at each column.
struct BoundTerms: Sendable {
    struct Part: Sendable {
        let column: Int
        let input: BasisTerm.Input
        let missingAs: Double
    }

    /// By term, the parts whose product it is.
    let parts: [[Part]]
    /// By column of the matrix, the terms that look at it, in term order.
    let termsOfColumn: [[Int]]
    /// By term, its value in a row of usual values.
    let usual: [Double]
    /// By column of the matrix.
    let usualOfColumn: [Double]

    /// - Parameters:
    ///   - terms: whose inputs are all features.
    ///   - places: the column of each feature.
    init(_ terms: [BasisTerm], of features: [RiskModel.Feature], columns: [FeatureColumn], places: [Int]) {
        let named = Dictionary(uniqueKeysWithValues: zip(features, places).map { ($0.name, ($0, $1)) })
        parts = terms.map { term in
            term.inputs.compactMap { input in
                named[input.feature].map { feature, column in
                    Part(column: column, input: input, missingAs: feature.missingAs ?? .nan)
                }
            }
        }
        usualOfColumn = columns.map(\.usual)
        let values = usualOfColumn
        usual = parts.map { parts in parts.reduce(1) { $0 * $1.input(values[$1.column], missingAs: $1.missingAs) } }
        var termsOfColumn = [[Int]](repeating: [], count: columns.count)
        for (term, parts) in parts.enumerated() {
            for column in Set(parts.map(\.column)) { termsOfColumn[column].append(term) }
        }
        self.termsOfColumn = termsOfColumn
    }

    /// The value of a term in a row.
    ///
    /// - Parameter row: a value for each column of the matrix.
    func value(of term: Int, in row: UnsafePointer<Double>) -> Double {
        parts[term].reduce(1) { $0 * $1.input(row[$1.column], missingAs: $1.missingAs) }
    }

    /// Whether the term is nothing but a column's value.
    func isPlain(_ term: Int) -> Bool {
        parts[term].count == 1 && parts[term][0].input.transforms.isEmpty && parts[term][0].missingAs.isNaN
    }
}
