import Hashing
import Tabular

/// What a run is called by its own lists: its date, and eight digits of a digest of what it rests on and came to.
///
/// A run's id is drawn anew each time, and no file may have it whose bytes the same inputs must give again. This name
/// is the same whenever they are; the manifest has it beside the id, under `reference`.
enum RunReference {
    /// - Parameters:
    ///   - facts: of the manifest.
    ///   - predictors: each programme's, quantised, by RowID.
    static func of(_ facts: [String: JSONValue], runDate: String, predictors: some Sequence<[Int64]>) -> String {
        let hasher = SHA256Hasher()
        // How many threads a configuration names changes no list.
        let counted = facts.filter { $0.key != "configuration_sha256" }
        hasher.update(Array(JSONValue.object(counted).compactText.utf8))
        for values in predictors { values.withUnsafeBytes { hasher.update($0) } }
        return "\(runDate)-\(hasher.digest().hexadecimal.prefix(8))"
    }
}
