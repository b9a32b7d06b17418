import FeatureData
import Scoring

/// How many of some rows have no value of a model's features, so that what the model has in its place is taken.
struct StandIns {
    /// By feature, in the model's order; none without such a row.
    let rowsByFeature: [(feature: String, rows: Int)]
    private let rowCount: Int
    /// Those of which the model has no term that says whether a value is missing.
    private let untold: [String]

    init(of model: RiskModel, in matrix: FeatureMatrix) {
        var counts = [Int](repeating: 0, count: matrix.columns.count)
        for (column, value) in zip(matrix.cellColumns, matrix.cellValues) where value.isNaN { counts[Int(column)] += 1 }
        let missing = Dictionary(zip(matrix.columns.map(\.name), counts)) { first, _ in first }
        rowsByFeature = model.features.filter { $0.missingAs != nil }.map { ($0.name, missing[$0.name] ?? 0) }
            .filter { $0.1 > 0 }
        rowCount = matrix.rowCount
        let told = Set(model.terms.flatMap(\.basis.inputs).filter { $0.transforms.first == .missing }.map(\.feature))
        untold = rowsByFeature.map(\.feature).filter { !told.contains($0) }
    }

    /// Says so in the log.
    func tell(_ progress: Progress) {
        guard !rowsByFeature.isEmpty else { return }
        let counts = rowsByFeature.map { "\($0.feature) \($0.rows)" }.joined(separator: ", ")
        progress.note("rows of \(rowCount) without a value, for which the model's stand-in was taken: \(counts)")
    }

    /// For a report, which has the shares; nil where the model was told of all that is missing.
    var sentence: String? {
        guard !untold.isEmpty else { return nil }
        return
            "Some rows have no value of \(untold.joined(separator: ", ")): what stands for one in the model, the mean or "
            + "the commonest word of the rows that it was fitted on, was taken as if it were theirs."
    }
}
