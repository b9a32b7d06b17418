import FeatureData
import Scoring

extension ModelFitting {
    /// The fit that products are screened after.
    private static let screeningLambda = 1e-4
    private static let screeningTolerance = 1e-6

    /// Adds the products of two features' first terms that a score test after a fit of the terms finds worth most.
    ///
    /// - Returns: their names, the strongest first.
    func add(
        _ screen: Basis.Screen, to builder: inout BasisBuilder, _ terms: TrainingRows, _ columns: [FeatureColumn],
        threads: Int
    ) async throws(TrainingError) -> [String] {
        let regression = PenalisedLogisticRegression(alpha: 0, tolerance: Self.screeningTolerance)
        let fit = try await regression.fit(terms, lambda: Self.screeningLambda, threads: threads)
        let candidates = columns.indices.filter { column in
            builder.firstTerms[column] != nil && screen.among.contains { $0.matches(columns[column].name) }
        }
        let features = Dictionary(
            uniqueKeysWithValues: candidates.compactMap { column in builder.firstTerms[column].map { ($0, column) } })
        let places = features.keys.sorted()
        let pairs = places.indices.flatMap { left in
            places.indices.dropFirst(left + 1).map { (places[left], places[$0]) }
        }
        let found = try await InteractionScreen(count: screen.count)
            .interactions(terms, fit: fit, pairs: pairs, threads: threads)
        return found.compactMap { product in
            guard let left = features[product.first], let right = features[product.second] else { return nil }
            return builder.add(productOf: left, right)
        }
    }

    /// Fits that leave out one fold each, whose products the other folds' rows choose: products that were chosen by all
    /// rows know the outcomes of those that are held out.
    ///
    /// - Parameters:
    ///   - rows: n rows by p features.
    ///   - builder: of the terms before the screen.
    ///   - dependent: terms that others determine among all rows, and so among any of them.
    ///   - folds: each row's.
    func separateFolds(
        _ screen: Basis.Screen, _ rows: TrainingRows, _ builder: BasisBuilder, without dependent: [String],
        folds: [UInt8], lambdas: LambdaGrid, threads: Int
    ) async throws(TrainingError) -> SeparateFolds {
        let count = Int(folds.max() ?? 0) + 1
        guard count > 1 else { throw .singleFold }
        try RowTotals.checkFolds(RowTotals.byFold(of: rows, folds: folds, count: count))
        var separate: [SeparateFold] = []
        for number in 0..<count {
            let training = rows.selecting(folds.indices.filter { folds[$0] != number })
            let heldOut = rows.selecting(folds.indices.filter { folds[$0] == number })
            separate.append(
                try await separateFold(
                    screen, training, heldOut, builder, without: dependent, lambdas: lambdas, threads: threads))
        }
        return SeparateFolds(separate)
    }

    private func separateFold(
        _ screen: Basis.Screen, _ training: TrainingRows, _ heldOut: TrainingRows, _ builder: BasisBuilder,
        without dependent: [String], lambdas: LambdaGrid, threads: Int
    ) async throws(TrainingError) -> SeparateFold {
        var builder = builder
        let terms = await expanded(training, builder, threads: threads)
        _ = try await add(screen, to: &builder, terms, training.matrix.columns, threads: threads)
        for term in dependent { builder.remove(term) }
        // What these rows cannot tell apart, all rows may.
        while true {
            do {
                return try await SeparateFold(
                    training: expanded(training, builder, threads: threads),
                    heldOut: expanded(heldOut, builder, threads: threads), regression(for: builder.terms), lambdas,
                    threads: threads)
            } catch {
                guard let term = error.dependentTerm else { throw error }
                builder.remove(term)
            }
        }
    }

    /// The same rows by term.
    func expanded(_ rows: TrainingRows, _ builder: BasisBuilder, threads: Int) async -> TrainingRows {
        var terms = rows
        terms.matrix = await expand(rows.matrix, builder.terms, of: builder.features, threads: threads)
        return terms
    }
}

extension TrainingError {
    /// The unpenalised term that the intercept and those before it determine, where that is what is wrong.
    var dependentTerm: String? {
        switch self {
        case .notPositiveDefinite(let term, _), .dependentUnpenalised(let term): term
        default: nil
        }
    }
}
