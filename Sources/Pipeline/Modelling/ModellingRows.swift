import Accounts
import FeatureData
import Hashing
import Training

/// Rows that a model is fitted or evaluated on, wherever they come from.
struct ModellingRows: Sendable {
    /// n rows by p features, their outcomes, and what each counts.
    let rows: TrainingRows
    /// By feature: the words of one of words; else empty.
    let levels: [[String]]
    /// A key for each row, the same for all rows of a person.
    let people: FoldKeys
    /// The index dates, or whatever else tells which rows these are.
    let words: [String]
    /// What results are told by, for each row.
    let groups: [Attribute]
    /// How the rows came to be these.
    let attrition: [Attrition]
    /// The programmes whose own rule is evaluated.
    var programmes: [ProgrammeRows] = []
    /// By feature that has a stand-in for a value that is not known: the share of the rows that have the stand-in; nil
    /// where that cannot be told, as of an archive.
    var standIns: [String: Double?] = [:]
    /// The column of their offsets; nil where they have none.
    var offset: String?
    /// What each counts for, in a sentence for reports; nil where all count the same.
    var weighting: String?
    /// By row, its index date as yyyy-mm-dd; nil where the rows do not say.
    var dates: [String]?
    /// What these rows cannot tell, beside what their source cannot.
    var limits: [String] = []

    /// SHA-256 of every stored cell, outcome and weight, as hexadecimal digits.
    var fingerprint: String {
        let hasher = SHA256Hasher()
        rows.matrix.rowStarts.withUnsafeBytes { hasher.update($0) }
        rows.matrix.cellColumns.withUnsafeBytes { hasher.update($0) }
        rows.matrix.cellValues.withUnsafeBytes { hasher.update($0) }
        rows.outcomes.withUnsafeBytes { hasher.update($0) }
        rows.weights?.withUnsafeBytes { hasher.update($0) }
        return hasher.digest().hexadecimal
    }

    /// A person's key: the first eight bytes of the SHA-256 of the id.
    static func key(of id: String) -> UInt64 { SHA256Digest(of: id).leadingWord }
}
