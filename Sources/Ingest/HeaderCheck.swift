import Tabular

/// Holds the mappings of sources against the headers of their files, without reading on.
public struct HeaderCheck {
    private let plan: IngestPlan

    public init(_ plan: IngestPlan) { self.plan = plan }

    /// What would stop a run, for each file of a source.
    public func problems(of source: Source) -> [String] {
        let lookups = source.fields.compactMap(\.lookup).compactMap(problem)
        // A command is not run to be looked at.
        guard case .files = source.input else { return lookups }
        do {
            let inputs = try SourceInput.inputs(of: source, directory: plan.directory)
            return inputs.compactMap { problem(of: $0, source) } + lookups
        } catch {
            return ["\(error)"] + lookups
        }
    }

    /// A lookup is read to its end: a key with two values would stop a run.
    private func problem(of lookup: FieldMapping.LookupReference) -> String? {
        do {
            _ = try Lookup(lookup, directory: plan.directory)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func problem(of input: SourceInput, _ source: Source) -> String? {
        do {
            let blocks = try input.open(source)
            let (names, header) = try FileReader.columns(of: blocks, source, file: input.name)
            if !names.isEmpty {
                _ = try BoundMapping(
                    source, file: input.name, names: names, headerLine: header, kept: [], lookups: [:])
            }
            return nil
        } catch let error as TabularError {
            return IngestError.file(source: source.name, error).description
        } catch {
            return "\(error)"
        }
    }
}
