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
            for row in model.coefficientTable { try csv.row(row) }
            try csv.flush()
            return sink.text
        }
    }
}
