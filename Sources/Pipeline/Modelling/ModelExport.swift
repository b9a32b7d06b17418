import Foundation
import Scoring
import Tabular

/// Writes a model for other programs and for people.
public struct ModelExport {
    public enum Form: String, Sendable, CaseIterable {
        /// One SQL expression.
        case sql
        /// The same for Microsoft SQL Server.
        case tsql
        /// A formula to read.
        case formula
        /// The table of coefficients that `import` reads.
        case csv
    }

    private let model: RiskModel

    public init(model path: String) throws { model = try ModelFolder.model(at: path) }

    public func text(as form: Form) throws -> String {
        switch form {
        case .sql: return Self.sqlHead + model.sql() + "\n"
        case .tsql: return model.sql(.tsql) + "\n"
        case .formula: return model.formula
        case .csv:
            let sink = MemorySink()
            for line in origin { try sink.write("# \(line)\n") }
            var csv = CSVWriter(sink)
            for row in try model.coefficientTable() { try csv.row(row) }
            try csv.flush()
            try checkReadBack(sink.text)
            return sink.text
        }
    }

    /// A comment that may stay where the expression is put.
    private static let sqlHead = """
        /* See that the table has every column below. SQLite tells nothing of one that is not there, and takes its name
           for a text; so does MySQL of all of them, but under SET sql_mode = 'ANSI_QUOTES'. */

        """

    /// Where the coefficients come from: the card of the model that is imported from them tells it.
    private var origin: [String] {
        let population = model.training.map { training in
            "trained on: \(training.indexDates.joined(separator: ", "))"
                + (training.synthetic ? ", of people who do not exist: it ranks nobody real" : "")
        }
        let calibration =
            model.calibratedOn.isEmpty ? nil : "calibrated on: \(model.calibratedOn.joined(separator: ", "))"
        // `import` reads this one.
        let synthetic = model.isSynthetic ? "synthetic: true" : nil
        return [
            "source: \(model.name) \(model.version), as anticipate exported it", synthetic, population, calibration,
        ]
        .compactMap(\.self)
    }

    /// A table that would be read as another model is not written.
    private func checkReadBack(_ text: String) throws {
        let fingerprints = Dictionary(uniqueKeysWithValues: model.features.map { ($0.name, $0.fingerprint) })
        let read = try? CoefficientTable(text, file: "").model(
            name: model.name, version: model.version, link: model.link, fingerprint: { fingerprints[$0] ?? "" })
        guard read?.scoresAs(model) == true, read?.isSynthetic == model.isSynthetic else {
            throw ScoringError.namesNotInTable(model: model.name, version: model.version)
        }
    }
}
