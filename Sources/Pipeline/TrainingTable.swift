import Accounts
import FeatureData
import Hashing
import Records

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

    /// SHA-256 of every stored cell, outcome and weight, as hexadecimal digits.
    var fingerprint: String {
        let hasher = SHA256Hasher()
        matrix.rowStarts.withUnsafeBytes { hasher.update($0) }
        matrix.cellColumns.withUnsafeBytes { hasher.update($0) }
        matrix.cellValues.withUnsafeBytes { hasher.update($0) }
        outcomes.withUnsafeBytes { hasher.update($0) }
        weights?.withUnsafeBytes { hasher.update($0) }
        return hasher.digest().hexadecimal
    }
}
