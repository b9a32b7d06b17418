import Foundation
import Records
import Tabular

/// One file, or a command, that a source is read from.
struct SourceInput: Sendable {
    enum Kind: Sendable {
        case file(path: String)
        /// - directory: in which it runs.
        case command([String], directory: String)
    }

    /// How messages and accounts name it: relative to the configuration.
    let name: String
    let kind: Kind
    let extractedOn: Day?

    /// The inputs of a source, files in the order of their names.
    /// - Throws: `IngestError.noFile` where a pattern matches nothing; `.completeAfterExtraction`.
    static func inputs(of source: Source, directory: URL) throws -> [SourceInput] {
        let inputs = try found(of: source, directory: directory)
        if let completeTo = source.completeTo, let newest = inputs.compactMap(\.extractedOn).max(), completeTo > newest
        {
            throw IngestError.completeAfterExtraction(
                source: source.name, completeTo: completeTo.description, extractedOn: newest.description)
        }
        return inputs
    }

    private static func found(of source: Source, directory: URL) throws -> [SourceInput] {
        switch source.input {
        case .command(let arguments):
            return [
                SourceInput(
                    name: "command \(arguments.first ?? "")", kind: .command(arguments, directory: directory.path),
                    extractedOn: try extractionDay(source, fileName: nil))
            ]
        case .files(let patterns):
            // A file that two patterns name is read once.
            var named = Set<String>()
            return try patterns.flatMap { pattern in
                let paths = FilePattern.matches(pattern, directory: directory)
                // Reviews come when practices send them.
                guard !paths.isEmpty || source.table.isWholeInParts && source.mayBeEmpty else {
                    throw IngestError.noFile(source: source.name, pattern: pattern)
                }
                return try paths.filter { named.insert($0.full).inserted }.map { path in
                    SourceInput(
                        name: path.name, kind: .file(path: path.full),
                        extractedOn: try extractionDay(
                            source, fileName: path.full.split(separator: "/").last.map(String.init)))
                }
            }
        }
    }

    private static func extractionDay(_ source: Source, fileName: String?) throws -> Day? {
        switch source.extraction {
        case .notStated: return nil
        case .on(let day): return day
        case .inFileName(let pattern):
            guard let fileName, let day = pattern.day(in: fileName) else {
                throw IngestError.extractionDateNotInName(file: fileName ?? source.name)
            }
            return day
        }
    }

    /// Bytes of the file as it lies on the disk; nil where it is not known.
    var size: Int? {
        guard case .file(let path) = kind else { return nil }
        return (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }

    /// - Parameters:
    ///   - heard: counts what a command says on standard error.
    ///   - count: told the bytes that are read of a file.
    func open(
        _ source: Source, heard: HelperErrors = HelperErrors(), count: ByteCount? = nil
    ) throws -> LineBlocks {
        switch kind {
        case .file(let path):
            return try SourceFile(path: path, name: name, gzipCap: source.gzipCap)
                .blocks(
                    encoding: source.encoding, multiline: source.multiline, delimiter: source.delimiter, count: count)
        case .command(let arguments, let directory):
            return LineBlocks(
                try CommandSource(arguments, label: name, directory: directory, heard: heard), name: name,
                encoding: source.encoding,
                multiline: source.multiline, delimiter: source.delimiter)
        }
    }
}
