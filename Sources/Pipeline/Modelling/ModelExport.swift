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
        case .sql: return model.sql() + "\n"
        case .tsql: return model.sql(.tsql) + "\n"
        case .formula: return model.formula
        case .csv:
            let sink = MemorySink()
            var csv = CSVWriter(sink)
            for row in try model.coefficientTable() { try csv.row(row) }
            try csv.flush()
            try checkReadBack(sink.text)
            return sink.text
        }
    }

    /// A table that would be read as another model is not written.
    private func checkReadBack(_ text: String) throws {
        let fingerprints = Dictionary(uniqueKeysWithValues: model.features.map { ($0.name, $0.fingerprint) })
        let read = try? CoefficientTable(text, file: "").model(
            name: model.name, version: model.version, link: model.link, fingerprint: { fingerprints[$0] ?? "" })
        guard read?.scoresAs(model) == true else {
            throw ScoringError.namesNotInTable(model: model.name, version: model.version)
        }
    }
}
