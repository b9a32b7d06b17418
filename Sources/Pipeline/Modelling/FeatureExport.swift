import Configuration
import FeatureData
import Features
import Foundation
import Identity
import Ingest
import Outcomes
import Records

/// Writes features, in full precision: of everybody who is scored, or of those whom a fit of a design is of.
public struct FeatureExport {
    /// Whose features.
    public enum Rows: String, CaseIterable, Sendable {
        /// Everybody who is scored on the index date, by person id.
        case everybody
        /// The rows that a fit of the design is of, by index date and person id.
        case design
    }

    private let configuration: RunConfiguration
    private let catalogue: Catalogue
    private let design: Design?
    /// Nil for everybody.
    private let designRows: DesignRows?
    private let dates: RunDates
    private let progress: Progress

    /// - Parameters:
    ///   - dates: nil for the design's own, where its rows are asked for.
    ///   - design: where given, its catalogue is exported, and its outcome is the last column.
    /// - Throws: `PipelineError.rowsOfDischarges` where everybody is asked for of a design whose rows are discharges;
    ///   `PipelineError.noIndexDate`; everything that is wrong in the settings.
    public init(
        configuration path: String, dates: RunDates?, design: String?, rows: Rows = .everybody, progress: Progress
    ) throws {
        let configuration = try RunConfiguration(path: path)
        self.configuration = configuration
        self.progress = progress
        let design = try design.map { try Design(path: $0, modelsFolder: configuration.modelsFolder) }
        self.design = design
        if rows == .everybody, case .discharges? = design?.trainRows {
            throw PipelineError.rowsOfDischarges(design: design?.name ?? "")
        }
        designRows = rows == .design ? try design?.rows(overriddenBy: dates?.index) : nil
        guard let dates = dates ?? designRows?.lastDay.map({ RunDates(backTestOn: $0) }) else {
            throw PipelineError.noIndexDate(design: design?.name ?? "")
        }
        self.dates = dates
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, named: design?.catalogue, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.catalogue = catalogue
    }

    /// - Parameter path: ends in `.csv` or `.npy`.
    public func run(to path: String) async throws {
        try configuration.requireGovernance()
        try NewFile.checkFolder(of: path)
        let stage = PopulationStage(
            configuration: configuration, dates: dates, purposes: [.training], progress: progress)
        let retention = catalogue.retention.union(design?.retention ?? Retention())
        let population = try await stage.ingest(retention.union(designRows == nil ? Retention() : .exclusions))
            .population
        if let design, let designRows {
            try await write(designRows, of: design, population, to: path)
        } else {
            try writeEverybody(population, to: path)
        }
    }

    private func writeEverybody(_ population: Population, to path: String) throws {
        let plan = catalogue.plan(for: population.histories(at: dates.index))
        let standings = Standings(population.persons, at: dates.index)
        let outcomes = try design.map { try $0.labels(population, persons: standings.scored, at: dates.index) }
        progress.begin("export", total: standings.scored.count)
        let writer = try file(
            path, FeatureFileColumns(features: plan.columns, hasIndexDate: false, hasOutcome: outcomes != nil),
            rows: standings.scored.count, population)
        try FeaturePass(plan: plan, persons: standings.scored).visitRows { row, values in
            try writer.write(
                id: population.persons.ids.bytes(of: Int(standings.scored[row])), on: nil, values,
                outcome: outcomes?[row])
        } blockDone: {
            progress.advance($0)
        }
        try writer.close()
        progress.end(["rows": standings.scored.count, "columns": plan.columns.count])
        tell(plan.unavailable)
    }

    private func write(
        _ rows: DesignRows, of design: Design, _ population: Population, to path: String
    ) async throws {
        progress.begin("export")
        let table = try await TrainingTableBuilder(
            population: population, catalogue: catalogue, design: design, threads: configuration.threads
        ).table(of: rows)
        let matrix = table.matrix
        let writer = try file(
            path, FeatureFileColumns(features: matrix.columns, hasIndexDate: true, hasOutcome: true),
            rows: matrix.rowCount, population)
        var values = [Double](repeating: 0, count: matrix.columns.count)
        for row in 0..<matrix.rowCount {
            matrix.unpack(row: row, into: &values)
            try writer.write(
                id: population.persons.ids.bytes(of: Int(table.persons[row])), on: table.indexDays[row], values,
                outcome: table.outcomes[row])
        }
        try writer.close()
        progress.end(["rows": matrix.rowCount, "columns": matrix.columns.count])
        for account in table.attrition { progress.note(account.sentence) }
        tell(table.unavailable)
    }

    private func file(
        _ path: String, _ columns: FeatureFileColumns, rows: Int, _ population: Population
    ) throws -> any FeatureFile {
        try path.hasSuffix(".npy")
            ? NumPyFeatureFile(path: path, columns, rows: rows, idWidth: population.persons.ids.longest)
            : CSVFeatureFile(path: path, columns)
    }

    private func tell(_ unavailable: [(feature: String, reason: String)]) {
        for (feature, reason) in unavailable { progress.note("not available: \(feature): \(reason)") }
    }
}
