import Foundation
import Records
import Tabular

/// Holds the mappings of sources against the headers of their files, without reading on.
public struct HeaderCheck {
    /// What was found of a source.
    public struct Found: Sendable {
        public let source: Source
        /// What would stop a run, for each of its files.
        public let problems: [String]
        let files: [FileFacts]

        /// A source of which nothing was looked at, taken to be as its settings have it.
        public init(unread source: Source, problems: [String] = []) {
            self.init(
                source: source, problems: problems,
                files: [FileFacts(fields: source.fields, extractedOn: source.statedDay)])
        }

        fileprivate init(source: Source, problems: [String], files: [FileFacts]) {
            self.source = source
            self.problems = problems
            self.files = files
        }
    }

    private let directory: URL

    /// - Parameter directory: where relative paths start: the configuration's folder.
    public init(directory: URL) { self.directory = directory }

    /// A population of nobody, with what the sources would give of each table.
    public static func population(_ found: [Found]) -> Population {
        let facts = Dictionary(grouping: found, by: \.source.table).mapValues { found in
            SourceFacts(of: found.map(\.source), files: found.flatMap(\.files))
        }
        return .nobody(facts)
    }

    public func found(_ source: Source) -> Found {
        let lookups = source.fields.compactMap(\.lookup).compactMap(problem)
        // A command is not run to be looked at.
        if case .command(let arguments) = source.input {
            return Found(unread: source, problems: problems(ofCommand: arguments, source) + lookups)
        }
        do {
            let inputs = try SourceInput.inputs(of: source, directory: directory)
            let headers = inputs.map { header(of: $0, source) }
            return Found(
                source: source, problems: headers.flatMap(\.problems) + lookups, files: headers.map(\.facts))
        } catch {
            return Found(unread: source, problems: ["\(error)"] + lookups)
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

    /// Of a file that cannot be tied to the mapping, what it would have is told by the mapping.
    private func header(of input: SourceInput, _ source: Source) -> (problems: [String], facts: FileFacts) {
        let mapped = FileFacts(fields: source.fields, extractedOn: input.extractedOn)
        do {
            let blocks = try input.open(source)
            let (names, header) = try FileReader.columns(of: blocks, source, file: input.name)
            guard !names.isEmpty else { return ([], mapped) }
            let problems = BoundMapping.problems(source, file: input.name, names: names, isHeader: !header.isEmpty)
            guard problems.isEmpty else { return (problems.map(\.description), mapped) }
            let bound = try BoundMapping(
                source, file: input.name, names: names, headerLine: header, kept: [], lookups: [:])
            return ([], FileFacts(fields: bound.fields.map(\.mapping), extractedOn: input.extractedOn))
        } catch let error as TabularError {
            return ([IngestError.file(source: source.name, error).description], mapped)
        } catch {
            return (["\(error)"], mapped)
        }
    }
}
