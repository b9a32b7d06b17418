extension RiskModel {
    /// Checks what a well-formed file can still get wrong.
    func validate(file: String) throws(ScoringError) {
        try requireFinite(intercept, file, "intercept")
        try validateFeatures(file)
        try validateTerms(file)
        try validateCalibration(file)
        for (index, histogram) in histograms.enumerated() { try validate(histogram, at: index, file) }
        for (index, vector) in goldenVectors.enumerated() { try validate(vector, at: index, file) }
    }

    private func requireFinite(_ value: Double, _ file: String, _ path: String) throws(ScoringError) {
        guard value.isFinite else { throw .notFinite(file: file, path: path) }
    }

    private func validateFeatures(_ file: String) throws(ScoringError) {
        var names: Set<String> = []
        for (index, feature) in features.enumerated() {
            if let missingAs = feature.missingAs {
                try requireFinite(missingAs, file, "features[\(index)].missing_as")
            }
            guard names.insert(feature.name).inserted else { throw .duplicateFeature(file: file, name: feature.name) }
        }
        if let offset, !names.insert(offset).inserted { throw .offsetIsFeature(file: file, name: offset) }
    }

    private func validateTerms(_ file: String) throws(ScoringError) {
        let known = Set(features.map(\.name))
        var names: Set<String> = []
        for (index, term) in terms.enumerated() {
            let path = "terms[\(index)]"
            try requireFinite(term.coefficient, file, path + ".coefficient")
            try requireFinite(term.mean, file, path + ".mean")
            try requireFinite(term.scale, file, path + ".scale")
            guard term.scale > 0 else { throw .notPositive(file: file, path: path + ".scale") }
            guard names.insert(term.basis.name).inserted else {
                throw .duplicateTerm(file: file, name: term.basis.name)
            }
            let inputs = term.basis.inputs.map(\.feature)
            guard !inputs.isEmpty, known.isSuperset(of: inputs) else {
                throw .termInputs(file: file, path: path + ".inputs")
            }
        }
    }

    private func validateCalibration(_ file: String) throws(ScoringError) {
        switch calibration {
        case .identity: break
        case .linear(let intercept, let slope):
            try requireFinite(intercept, file, "calibration.intercept")
            try requireFinite(slope, file, "calibration.slope")
            guard slope > 0 else { throw .notPositive(file: file, path: "calibration.slope") }
        case .isotonic(let predictors, let risks):
            let ascends = zip(predictors, predictors.dropFirst()).allSatisfy { $0 < $1 }
            let rises = zip(risks, risks.dropFirst()).allSatisfy { $0 <= $1 }
            guard link == .logit, ascends, rises, !risks.isEmpty, risks.count == predictors.count,
                predictors.allSatisfy(\.isFinite), risks.allSatisfy({ (0...1).contains($0) })
            else { throw .isotonicShape(file: file) }
        }
    }

    private func validate(_ histogram: ReferenceHistogram, at index: Int, _ file: String) throws(ScoringError) {
        for edge in histogram.edges { try requireFinite(edge, file, "histograms[\(index)].edges") }
        let isAscending = zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 }
        guard isAscending, histogram.counts.count == histogram.edges.count + 1,
            histogram.counts.allSatisfy({ $0 >= 0 }), features.contains(where: { $0.name == histogram.feature })
        else { throw .histogramShape(file: file, feature: histogram.feature) }
    }

    private func validate(_ vector: GoldenVector, at index: Int, _ file: String) throws(ScoringError) {
        guard vector.values.count == features.count else {
            throw .goldenVectorLength(
                file: file, index: index, values: vector.values.count, features: features.count)
        }
        for value in vector.values { try requireFinite(value, file, "golden_vectors[\(index)].values") }
        try requireFinite(vector.linearPredictor, file, "golden_vectors[\(index)].linear_predictor")
        let computed = linearPredictor(of: vector.values)
        guard abs(computed - vector.linearPredictor) <= GoldenVector.tolerance else {
            throw .goldenVectorDiffers(
                file: file, index: index, stored: vector.linearPredictor, computed: computed)
        }
    }
}
