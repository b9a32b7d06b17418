import FeatureData

/// Makes a matrix of terms of a matrix of features: what a model is fitted on is what it scores with.
public struct TermExpansion: Sendable {
    /// One for each term, in order; named for it.
    public let columns: [FeatureColumn]
    private let bound: BoundTerms

    /// - Parameters:
    ///   - terms: of these features.
    ///   - features: those of the matrix that terms look at.
    ///   - columns: the matrix's. Each feature is one of them, by name.
    public init(_ terms: [BasisTerm], of features: [RiskModel.Feature], columns: [FeatureColumn]) {
        let places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        precondition(features.allSatisfy { places[$0.name] != nil }, "a feature is no column of the matrix")
        let bound = BoundTerms(
            terms, of: features, columns: columns, places: features.compactMap { places[$0.name] })
        self.bound = bound
        self.columns = zip(terms, bound.usual).map { term, usual in
            FeatureColumn(name: term.name, usual: usual, fingerprint: "", reason: "")
        }
    }

    /// The same rows, by term.
    public func expand(_ matrix: FeatureMatrix) -> FeatureMatrix { expand(matrix, rows: 0..<matrix.rowCount) }

    /// Some of the rows, by term.
    public func expand(_ matrix: FeatureMatrix, rows: Range<Int>) -> FeatureMatrix {
        var expanded = FeatureMatrix(columns: columns)
        var row = bound.usualOfColumn
        var terms = bound.usual
        for index in rows {
            let cells = matrix.rowStarts[index]..<matrix.rowStarts[index + 1]
            for cell in cells { row[Int(matrix.cellColumns[cell])] = matrix.cellValues[cell] }
            for cell in cells {
                for term in bound.termsOfColumn[Int(matrix.cellColumns[cell])] {
                    terms[term] = bound.value(of: term, in: row)
                }
            }
            expanded.append(row: terms)
            for cell in cells {
                let column = Int(matrix.cellColumns[cell])
                row[column] = bound.usualOfColumn[column]
                for term in bound.termsOfColumn[column] { terms[term] = bound.usual[term] }
            }
        }
        return expanded
    }
}
