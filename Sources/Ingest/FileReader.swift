import Identity
import Records
import Tabular

/// Reads one file of a source, block by block, on all cores.
struct FileReader {
    let source: Source
    let kept: Set<String>
    let lookups: [FieldMapping.LookupReference: Lookup]
    let roster: Roster?
    let idKind: IdentifierKind
    let sensitive: SensitiveCodes
    let threads: Int
    let progress: ReadingProgress

    /// - Parameters:
    ///   - lastDay: the last day that a row may be dated, where the file does not say when it was taken.
    /// - Throws: `IngestError` where the file as a whole cannot be taken.
    func read(_ input: SourceInput, lastDay: Day) async throws -> ParsedFile {
        do {
            return try await parse(input, lastDay: lastDay)
        } catch let error as TabularError {
            throw IngestError.file(source: source.name, error)
        }
    }

    private func parse(_ input: SourceInput, lastDay: Day) async throws -> ParsedFile {
        let heard = HelperErrors()
        let blocks = try input.open(source, heard: heard, count: progress.count)
        let (names, header) = try Self.columns(of: blocks, source, file: input.name)
        guard !names.isEmpty else { return empty(input) }
        let mapping = try BoundMapping(
            source, file: input.name, names: names, headerLine: header, kept: kept, lookups: lookups,
            sensitive: sensitive)
        let results = try await parse(
            blocks, mapping, file: input.name, lastDay: lastDay, extractedOn: input.extractedOn)
        let chunks = results.flatMap(\.chunks).sorted { $0.number < $1.number }
        var file = ParsedFile(
            name: input.name, source: source, fields: mapping.fields.map(\.mapping), extractedOn: input.extractedOn,
            headerLines: header.isEmpty ? 0 : 1, chunks: chunks, dictionaries: results.map(\.dictionaries))
        file.errorLines = heard.lines
        file.dating = input.dating
        if chunks.allSatisfy({ $0.read == 0 }), !source.mayBeEmpty {
            throw IngestError.headerOnly(file: input.name)
        }
        return file
    }

    /// The names of the file's columns, and the line that gives them; no names where an empty file may be.
    static func columns(of blocks: LineBlocks, _ source: Source, file: String) throws -> (
        names: [String], header: [UInt8]
    ) {
        switch source.columns {
        case .header:
            guard let line = try blocks.firstLine(isHeader: true) else {
                if source.mayBeEmpty { return ([], []) }
                throw IngestError.emptyFile(file: file)
            }
            return (HeaderLine.fields(of: line, delimiter: source.delimiter), line)
        case .named(let names):
            guard let line = try blocks.firstLine(isHeader: false) else {
                if source.mayBeEmpty { return ([], []) }
                throw IngestError.emptyFile(file: file)
            }
            let found = HeaderLine.fields(of: line, delimiter: source.delimiter).count
            guard found == names.count else {
                throw IngestError.wrongColumnCount(file: file, found: found, declared: names.count)
            }
            return (names, [])
        }
    }

    private func empty(_ input: SourceInput) -> ParsedFile {
        var file = ParsedFile(
            name: input.name, source: source, fields: source.fields, extractedOn: input.extractedOn, headerLines: 0,
            chunks: [], dictionaries: [])
        file.dating = input.dating
        return file
    }

    private struct WorkerResult: Sendable {
        let worker: Int
        let chunks: [Chunk]
        let dictionaries: [ByteDictionary]
    }

    private func parse(
        _ blocks: LineBlocks, _ mapping: BoundMapping, file: String, lastDay: Day, extractedOn: Day?
    ) async throws -> [WorkerResult] {
        let (roster, idKind, progress) = (roster, idKind, progress)
        return try await withThrowingTaskGroup(of: WorkerResult.self) { group in
            for worker in 0..<threads {
                group.addTask {
                    var parser = BlockParser(
                        mapping, roster: roster, idKind: idKind, lastDay: extractedOn ?? lastDay,
                        extractedOn: extractedOn, worker: worker)
                    var chunks: [Chunk] = []
                    var used: LineBlock?
                    while let block = try blocks.next(reusing: used) {
                        try Task.checkCancellation()
                        let chunk = parser.parse(block)
                        if chunk.hasLoneReturns { throw TabularError.loneCarriageReturns(file: file) }
                        progress.advance(chunk.read)
                        chunks.append(chunk)
                        used = block
                    }
                    return WorkerResult(worker: worker, chunks: chunks, dictionaries: parser.dictionaries)
                }
            }
            var results: [WorkerResult] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.worker < $1.worker }
        }
    }
}
