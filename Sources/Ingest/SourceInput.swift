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
    /// Nil where its name has no day.
    var dating: FileDating?

    /// The inputs of a source, files in the order of their names; those of earlier days are not among them where only
    /// the newest are taken.
    /// - Throws: `IngestError.noFile` where a pattern matches nothing; `.completeAfterExtraction`.
    static func inputs(of source: Source, directory: URL) throws -> [SourceInput] {
        let all = try found(of: source, directory: directory)
        let inputs = source.take == .newest ? FileDating.newest(all) : all
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
                    name: label(ofCommand: arguments), kind: .command(arguments, directory: directory.path),
                    extractedOn: source.statedDay)
            ]
        case .files(let patterns):
            // A file that two patterns name is read once.
            var named = Set<String>()
            return try patterns.flatMap { pattern in
                let paths = try paths(pattern, of: source, directory: directory)
                // Reviews come when practices send them.
                guard !paths.isEmpty || source.table.isWholeInParts && source.mayBeEmpty else {
                    throw IngestError.noFile(source: source.name, pattern: pattern)
                }
                return try paths.filter { named.insert($0.full).inserted }.map { try file($0, of: source) }
            }
        }
    }

    private static func paths(
        _ pattern: String, of source: Source, directory: URL
    ) throws(IngestError) -> [(full: String, name: String)] {
        do { return try FilePattern.matches(pattern, directory: directory) } catch {
            throw .file(source: source.name, error)
        }
    }

    /// How messages name a command: its arguments may hold secrets.
    static func label(ofCommand arguments: [String]) -> String { "command \(arguments.first ?? "")" }

    private static func file(_ path: (full: String, name: String), of source: Source) throws -> SourceInput {
        var pattern: FileNameDate?
        if case .inFileName(let declared) = source.extraction { pattern = declared }
        let dating = FileDating(path: path.full, pattern: pattern)
        if pattern != nil, dating == nil {
            throw IngestError.extractionDateNotInName(file: URL(filePath: path.full).lastPathComponent)
        }
        let extractedOn = pattern == nil ? source.statedDay : dating?.day
        return SourceInput(
            name: path.name, kind: .file(path: path.full), extractedOn: extractedOn, dating: dating)
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
            let output = try CommandSource(arguments, label: name, directory: directory, heard: heard)
            return LineBlocks(
                try GzipSource.unpacked(output, name: name, cap: source.gzipCap), name: name, encoding: source.encoding,
                multiline: source.multiline, delimiter: source.delimiter)
        }
    }
}

extension Source {
    /// The day on which all of it was taken, where that is stated.
    var statedDay: Day? {
        guard case .on(let day) = extraction else { return nil }
        return day
    }
}
