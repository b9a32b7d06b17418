import Accounts
import FeatureData
import Records
import Training

/// The rows that a fit or an evaluation is of: by index day, and then in person id order.
struct TrainingTable: Sendable {
    /// n rows by p columns.
    let matrix: FeatureMatrix
    /// By row: 0 or 1.
    let outcomes: [UInt8]
    /// By row: what each counts for; nil where all count the same.
    let weights: [Double]?
    /// By row: the person's number in the population.
    let persons: [Int32]
    /// By row.
    let indexDays: [Day]
    /// By row: a hash of the person id, the same for all rows of a person, to cut folds by.
    let foldKeys: [UInt64]
    /// One account an index date, or one of all discharges.
    let attrition: [Attrition]
    /// Features that the run does not have, with the reason.
    let unavailable: [(feature: String, reason: String)]
    /// By row, registration facts as archived; nil where those of the extracts hold.
    let facts: Attributes?
    /// What these rows cannot tell, in sentences, where they are of an archive.
    let limits: [String]

    /// The same as rows to fit or evaluate on.
    ///
    /// - Parameters:
    ///   - words: the index dates.
    ///   - groups: what results are told by.
    ///   - programmes: those whose own rule is evaluated.
    func modelling(words: [String], groups: [Attribute], programmes: [ProgrammeRows] = []) -> ModellingRows {
        ModellingRows(
            rows: TrainingRows(matrix: matrix, outcomes: outcomes, weights: weights),
            levels: matrix.columns.map { _ in [] }, people: FoldKeys(foldKeys), words: words, groups: groups,
            attrition: attrition, programmes: programmes,
            weighting: weights == nil ? nil : "Rows are weighted, as the design asks.",
            dates: indexDays.map(\.description), limits: limits)
    }
}
