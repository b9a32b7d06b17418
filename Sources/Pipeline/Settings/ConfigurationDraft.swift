import Foundation
import Glibc
import Identity
import Ingest
import Records
import Tabular

/// A starting configuration for the extracts found in a folder: what `anticipate init` writes.
///
/// A file is recognised by its header, and by its name where two tables could have it. What is not known is named
/// and left out.
public struct ConfigurationDraft {
    /// The configuration's text.
    public let text: String
    /// Files that it does not read, in the order of their names.
    public let leftOut: [LeftOut]
    /// Tables that were recognised.
    public let tables: [String]

    /// A file that the configuration does not read, and why.
    public struct LeftOut: Sendable, CustomStringConvertible {
        enum Reason {
            case notRecognised
            case folder
            /// Its name does not end as those of delimited text do.
            case otherEnding
            /// A table of OMOP beside canonical ones, which one configuration does not mix.
            case omopBesideCanonical
            /// A pipe, say, which would be waited for.
            case noRegularFile
            /// - other: the same name without `.gz`.
            case besides(other: String)
        }

        let file: String
        let reason: Reason

        public var description: String {
            switch reason {
            case .notRecognised: "\(file): not recognised"
            case .folder: "\(file): a folder, which is not looked into"
            case .otherEnding: "\(file): its name ends in none of \(ConfigurationDraft.endings.joined(separator: ", "))"
            case .omopBesideCanonical:
                "\(file): a table of OMOP, beside canonical tables; draft one configuration of each"
            case .noRegularFile: "\(file): no regular file"
            case .besides(let other): "\(file): stands beside \(other), and one of them is enough"
            }
        }
    }

    struct Recognised {
        let table: Table
        /// A file's name, or a pattern that several have.
        var file: String
        let header: [String]
        let delimiter: UInt8
        var isEmpty: Bool
        /// Files that it names.
        var parts = 1
        /// How the day of extraction stands in their names, for `extracted_on_in_name`; nil where it does not.
        var dateInName: String?
    }

    /// - Parameters:
    ///   - folder: where the extracts lie.
    ///   - extractedOn: `YYYY-MM-DD`; nil where the user did not say.
    ///   - output: where the configuration will stand; paths in it are relative to its folder.
    /// - Throws: `PipelineError.noExtractsFound` where nothing is recognised.
    public init(folder: String, extractedOn: String?, output: String) throws {
        if let extractedOn, Day(extractedOn) == nil { throw PipelineError.notADate(option: "--extracted-on") }
        var canonical: [Recognised] = []
        var omop: [OMOPDraft.File] = []
        var leftOut: [LeftOut] = []
        let names = try Self.files(in: folder)
        for name in names {
            if let reason = Self.reasonToSkip(name, of: names, folder: folder) {
                leftOut.append(LeftOut(file: name, reason: reason))
                continue
            }
            guard let head = try? ExtractHead(path: folder + "/" + name) else {
                leftOut.append(LeftOut(file: name, reason: .notRecognised))
                continue
            }
            if let table = Self.table(named: name, header: head.names) {
                canonical.append(
                    Recognised(
                        table: table, file: name, header: head.names, delimiter: head.delimiter,
                        isEmpty: head.isHeaderOnly))
            } else if let table = OMOPDraft.table(named: name, header: head.names) {
                omop.append(
                    OMOPDraft.File(table: table, name: name, header: head.names, delimiter: head.delimiter))
            } else {
                leftOut.append(LeftOut(file: name, reason: .notRecognised))
            }
        }
        if !canonical.isEmpty { leftOut += omop.map { LeftOut(file: $0.name, reason: .omopBesideCanonical) } }
        self.leftOut = leftOut
        guard !(canonical.isEmpty && omop.isEmpty) else { throw PipelineError.noExtractsFound(folder: folder) }
        let place = Self.relativePath(of: folder, from: output)
        let writer = DraftWriter(
            place: place, extractedOn: extractedOn, isSynthetic: Self.isSynthetic(folder), leftOut: leftOut,
            programmes: (try? ModelsFolder.besideProgram())?.programmes ?? [])
        if canonical.isEmpty {
            text = OMOPDraft(files: omop, writer: writer).text
            tables = omop.map(\.table.rawValue)
        } else {
            let idKind = try Self.idKind(canonical, folder: folder)
            let sources = Self.sources(canonical, names: names, extractedOn: extractedOn)
            text = writer.text(sources, idKind: idKind)
            tables = sources.map(\.table.rawValue)
        }
    }

    private static func files(in folder: String) throws -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw PipelineError.unreadable(file: URL(filePath: folder).lastPathComponent)
        }
        return names.filter { !$0.hasPrefix(".") && $0 != synthesised }.sorted()
    }

    fileprivate static let endings = [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz", ".psv"]
    /// What `synthesise` writes beside its extracts.
    private static let synthesised = "SYNTHETIC.json"

    /// Why a file is not even opened; nil where it is.
    private static func reasonToSkip(_ name: String, of names: [String], folder: String) -> LeftOut.Reason? {
        var status = stat()
        guard stat(folder + "/" + name, &status) == 0 else { return .noRegularFile }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder }
        guard status.st_mode & S_IFMT == S_IFREG else { return .noRegularFile }
        guard endings.contains(where: name.lowercased().hasSuffix) else { return .otherEnding }
        let plain = String(name.dropLast(".gz".count))
        return name.lowercased().hasSuffix(".gz") && names.contains(plain) ? .besides(other: plain) : nil
    }

    /// The table whose required fields the header has; by name where several could be.
    private static func table(named name: String, header: [String]) -> Table? {
        let columns = Set(header.map { $0.lowercased() })
        let stem = name.split(separator: ".").first.map { $0.lowercased() } ?? ""
        let fitting = Table.allCases.filter { table in
            table.fields.filter(\.isRequired).allSatisfy { columns.contains($0.name) }
        }
        if let named = fitting.first(where: { stem == $0.rawValue }) { return named }
        if let named = fitting.first(where: { stem.hasPrefix($0.rawValue) }) { return named }
        // A header with all of a table's fields and no others speaks for itself,
        let whole = fitting.filter { columns == Set($0.fields.map(\.name)) }
        if whole.count == 1 { return whole[0] }
        // and so does one that only one table of events can have.
        let telling = fitting.filter { table in table != .practices && table.fields.count(where: \.isRequired) > 2 }
        let exact = telling.filter { table in columns.isSubset(of: Set(table.fields.map(\.name))) }
        return exact.count == 1 ? exact[0] : nil
    }

    private static func isSynthetic(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/" + synthesised)
    }

    /// NHS numbers, where the first ids of the persons all are.
    private static func idKind(_ files: [Recognised], folder: String) throws -> IdentifierKind {
        guard let persons = files.first(where: { $0.table == .persons }) else { return .pseudonym }
        let ids = try ExtractHead(path: folder + "/" + persons.file).values(of: "person_id")
        return !ids.isEmpty && ids.allSatisfy { NHSNumber.isValid($0) } ? .nhsNumber : .pseudonym
    }

    /// The folder as seen from where the configuration will stand.
    static func relativePath(of folder: String, from output: String) -> String {
        let target = URL(filePath: folder).standardizedFileURL.resolvingSymlinksInPath().path
        let base = URL(filePath: output).deletingLastPathComponent().standardizedFileURL.resolvingSymlinksInPath().path
        let (targetParts, baseParts) = (target.split(separator: "/"), base.split(separator: "/"))
        let shared = zip(targetParts, baseParts).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: baseParts.count - shared)
        let parts = up + targetParts[shared...].map(String.init)
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}

/// The first lines of a file.
struct ExtractHead {
    let names: [String]
    let delimiter: UInt8
    private let rows: [[String]]

    /// - Throws: `TabularError` where the file is not text.
    init(path: String) throws {
        let blocks = try ExtractOpening.blocks(path: path)
        guard let line = try blocks.firstLine(isHeader: true) else {
            throw TabularError.notText(file: path, looksLike: "empty")
        }
        let text = String(decoding: line, as: UTF8.self)
        delimiter = [",", "\t", ";", "|"].max { left, right in
            text.count { String($0) == left } < text.count { String($0) == right }
        }!.utf8.first!
        names = ExtractOpening.fields(line, delimiter: delimiter)
        var rows: [[String]] = []
        let scanner = RecordScanner(delimiter: delimiter, columnCount: names.count)
        if let block = try blocks.next() {
            let (batch, columns) = (scanner.scan(block), names.count)
            batch.withFields { fields in
                for record in 0..<min(batch.count, 200) {
                    rows.append((0..<columns).map { fields.text(record, $0).string })
                }
            }
        }
        self.rows = rows
    }

    var isHeaderOnly: Bool { rows.isEmpty }

    /// The first values of a column.
    func values(of column: String) -> [String] {
        guard let place = names.firstIndex(where: { $0.lowercased() == column }) else { return [] }
        return rows.map { $0[place] }
    }
}
