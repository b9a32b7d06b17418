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
        guard case .files = source.input else { return lookups }
        do {
            let inputs = try SourceInput.inputs(of: source, directory: directory)
            return inputs.flatMap { problems(of: $0, source) } + lookups
        } catch {
            return ["\(error)"] + lookups
        }
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
