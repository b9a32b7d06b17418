import FeatureData
import Training

/// The fit under a ridge penalty, as the tests ask for it.
struct Ridge {
    var lambda = 1e-4
    var gradientTolerance = 1e-10

    func fit(_ matrix: FeatureMatrix, outcomes: [UInt8], threads: Int) async throws(TrainingError) -> PenalisedFit {
        try await PenalisedLogisticRegression(alpha: 0, tolerance: gradientTolerance)
            .fit(TrainingRows(matrix: matrix, outcomes: outcomes), lambda: lambda, threads: threads)
    }
}
