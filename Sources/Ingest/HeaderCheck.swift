import Foundation
import Tabular

/// Holds the mappings of sources against the headers of their files, without reading on.
public struct HeaderCheck {
    private let directory: URL

    /// - Parameter directory: where relative paths start: the configuration's folder.
    public init(directory: URL) { self.directory = directory }

    /// What would stop a run, for each file of a source.
    public func problems(of source: Source) -> [String] {
        let lookups = source.fields.compactMap(\.lookup).compactMap(problem)
        // A command is not run to be looked at.
        if case .command(let arguments) = source.input { return problems(ofCommand: arguments, source) + lookups }
        do {
            let inputs = try SourceInput.inputs(of: source, directory: directory)
            return inputs.flatMap { problems(of: $0, source) } + lookups
        } catch {
            return ["\(error)"] + lookups
        }
    }

    /// What an operator should know: which files are not read, or are read though they may be the same.
    public func notes(of source: Source) -> [String] {
        guard let inputs = try? SourceInput.inputs(of: source, directory: directory) else { return [] }
        let older = inputs.reduce(0) { $0 + ($1.dating?.older.count ?? 0) }
        let files = older == 1 ? "1 file of an earlier day is" : "\(older) files of earlier days are"
        let warnings = FileDating.warnings(source, inputs.map { ($0.name, $0.dating) })
        return ((older > 0 ? ["\(files) not read (take: newest)"] : []) + warnings).map { "\(source.name): \($0)" }
    }

    private func problems(ofCommand arguments: [String], _ source: Source) -> [String] {
        guard let program = arguments.first, !CommandSource.isThere(program, directory: directory.path) else {
            return []
        }
        let label = SourceInput.label(ofCommand: arguments)
        return [IngestError.file(source: source.name, .commandNotFound(command: label)).description]
    }

    /// A lookup is read to its end: a key with two values would stop a run.
    private func problem(of lookup: FieldMapping.LookupReference) -> String? {
        do {
            _ = try Lookup(lookup, directory: directory)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func problems(of input: SourceInput, _ source: Source) -> [String] {
        do {
            let blocks = try input.open(source)
            let (names, header) = try FileReader.columns(of: blocks, source, file: input.name)
            guard !names.isEmpty else { return [] }
            return BoundMapping.problems(source, file: input.name, names: names, isHeader: !header.isEmpty)
                .map(\.description)
        } catch let error as TabularError {
            return [IngestError.file(source: source.name, error).description]
        } catch {
            return ["\(error)"]
        }
    }
}
