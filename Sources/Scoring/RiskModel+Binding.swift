import FeatureData

extension RiskModel {
    /// Matches the model's features with the columns of a matrix.
    ///
    /// - Parameters:
    ///   - columns: the columns that the matrix has, in its order.
    ///   - unavailable: features of the catalogue that this run cannot compute, each with the reason.
    ///   - offset: the column of the offset that the caller adds to the linear predictors; nil for none.
    ///   - trustingNames: whether a column that somebody else computed is taken for the feature of its name, whatever
    ///     definition the model has of that.
    /// - Throws: `ScoringError.unusable` with every feature that is missing, unavailable or defined otherwise.
    public func bind(
        to columns: [FeatureColumn], unavailable: [String: String] = [:], addingOffset offset: String? = nil,
        trustingNames: Bool = false
    ) throws(ScoringError) -> Scorer {
        let places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var problems = features.compactMap { feature -> BindingProblem? in
            if let reason = unavailable[feature.name] { return .unavailable(feature: feature.name, reason: reason) }
            guard let place = places[feature.name] else { return .missing(feature: feature.name) }
            let fingerprint = columns[place].fingerprint
            let isTrusted = trustingNames && fingerprint == FeatureColumn.fingerprint(ofReady: feature.name)
            guard fingerprint == feature.fingerprint || isTrusted else {
                return .otherFingerprint(feature: feature.name, model: feature.fingerprint, catalogue: fingerprint)
            }
            return nil
        }
        if let own = self.offset, own != offset { problems.append(.offset(column: own)) }
        guard problems.isEmpty else { throw .unusable(model: name, version: version, problems: problems) }
        return Scorer(self, columns: columns, places: features.compactMap { places[$0.name] })
    }
}
