import Configuration
import FeatureData
import Features
import Foundation
import Identity
import Ingest
import Outcomes
import Records
import Tabular

/// Writes the features of everybody who is scored: `person_id` and the catalogue's columns, in full precision.
public struct FeatureExport {
    private let configuration: RunConfiguration
    private let catalogue: Catalogue
    private let design: Design?
    private let dates: RunDates
    private let progress: Progress

    /// - Parameter design: where given, its catalogue is exported, and its outcome is the last column.
    public init(configuration path: String, dates: RunDates, design: String?, progress: Progress) throws {
        let configuration = try RunConfiguration(path: path)
        self.configuration = configuration
        self.dates = dates
        self.progress = progress
        self.design = try design.map { try Design(path: $0, modelsFolder: configuration.modelsFolder) }
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, named: self.design?.catalogue, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.catalogue = catalogue
    }

    /// - Parameter path: ends in `.csv` or `.npy`.
    public func run(to path: String) async throws {
        try configuration.requireGovernance(on: dates.run)
        let stage = PopulationStage(
            configuration: configuration, dates: dates, purposes: [.training], progress: progress)
        let ingested = try await stage.ingest(catalogue.retention.union(design?.retention ?? Retention()))
        let histories = ingested.population.histories(at: dates.index)
        let plan = catalogue.plan(for: histories)
        let standings = Standings(ingested.population.persons, at: dates.index)
        let outcomes = try design.map {
            try $0.labels(ingested.population, persons: standings.scored, at: dates.index)
        }
        progress.begin("export", total: standings.scored.count)
        let writer: any FeatureFile =
            try path.hasSuffix(".npy")
            ? NumPyFeatureFile(
                path: path, plan.columns, hasOutcome: outcomes != nil, rows: standings.scored.count,
                idWidth: ingested.population.persons.ids.longest)
            : CSVFeatureFile(path: path, plan.columns, hasOutcome: outcomes != nil)
        try FeaturePass(plan: plan, persons: standings.scored).visitRows { row, values in
            try writer.write(
                id: ingested.population.persons.ids.bytes(of: Int(standings.scored[row])), values,
                outcome: outcomes?[row])
        } blockDone: {
            progress.advance($0)
        }
        try writer.close()
        progress.end(["rows": standings.scored.count, "columns": plan.columns.count])
        for (feature, reason) in plan.unavailable { progress.note("not available: \(feature): \(reason)") }
    }
}

/// A file that feature rows are written to.
protocol FeatureFile: AnyObject {
    func write(id: UnsafeBufferPointer<UInt8>, _ values: [Double], outcome: UInt8?) throws
    func close() throws
}

/// `person_id`, the features and, where there is one, `outcome`: numbers in the fewest digits that read back exactly.
final class CSVFeatureFile: FeatureFile {
    private let sink: FileSink
    private var csv: CSVWriter

    init(path: String, _ columns: [FeatureColumn], hasOutcome: Bool) throws {
        sink = try FileSink(path: path)
        csv = CSVWriter(sink)
        try csv.row(["person_id"] + columns.map(\.name) + (hasOutcome ? ["outcome"] : []))
    }

    func write(id: UnsafeBufferPointer<UInt8>, _ values: [Double], outcome: UInt8?) throws {
        csv.bytes(id)
        for value in values { csv.number(value) }
        if let outcome { csv.integer(Int(outcome)) }
        try csv.endRow()
    }

    func close() throws {
        try csv.flush()
        try sink.close()
    }
}

/// A NumPy structured array: `person_id` as bytes, the features as little-endian doubles, `outcome` as a byte.
///
/// Format: NumPy's documentation, "numpy.lib.format", version 1.0.
final class NumPyFeatureFile: FeatureFile {
    private let sink: FileSink
    private let idWidth: Int
    private var buffer: [UInt8] = []

    init(path: String, _ columns: [FeatureColumn], hasOutcome: Bool, rows: Int, idWidth: Int) throws {
        sink = try FileSink(path: path)
        self.idWidth = max(1, idWidth)
        let fields =
            ["('person_id', '|S\(self.idWidth)')"] + columns.map { "('\($0.name)', '<f8')" }
            + (hasOutcome ? ["('outcome', '|u1')"] : [])
        var header = "{'descr': [\(fields.joined(separator: ", "))], 'fortran_order': False, 'shape': (\(rows),), }"
        let length = (10 + header.utf8.count + 1 + 63) / 64 * 64
        header += String(repeating: " ", count: length - 10 - header.utf8.count - 1) + "\n"
        let size = UInt16(header.utf8.count)
        buffer = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(size & 0xFF), UInt8(size >> 8)] + Array(header.utf8)
    }

    func write(id: UnsafeBufferPointer<UInt8>, _ values: [Double], outcome: UInt8?) throws {
        buffer.append(contentsOf: id)
        buffer.append(contentsOf: repeatElement(0, count: idWidth - id.count))
        for value in values {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { buffer.append(contentsOf: $0) }
        }
        if let outcome { buffer.append(outcome) }
        if buffer.count > 1 << 16 { try flush() }
    }

    func close() throws {
        try flush()
        try sink.close()
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { try sink.write($0) }
        buffer.removeAll(keepingCapacity: true)
    }
}
