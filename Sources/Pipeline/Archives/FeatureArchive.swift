import FeatureData
import Foundation
import Hashing
import ReadyTables
import Records

/// A folder of archives, one for each index date.
struct FeatureArchive: Sendable {
    let folder: String

    init(_ folder: String) { self.folder = folder }

    /// One date's people: features and registration facts as they were.
    struct Rows: Sendable {
        /// In ascending bytewise order.
        let ids: [String]
        let matrix: FeatureMatrix
        let groups: Attributes
    }

    /// The dates there are, in ascending order.
    /// - Throws: `PipelineError.noArchives`.
    var dates: [Day] {
        get throws {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                throw PipelineError.noArchives(folder: URL(filePath: folder).lastPathComponent)
            }
            return names.compactMap { Day($0) }.sorted()
        }
    }

    /// The same, none where the folder is not there yet.
    var datesIfAny: [Day] { (try? dates) ?? [] }

    /// - Throws: `PipelineError.noArchive`, `PipelineError.archiveUnusable`.
    func facts(at day: Day) throws -> ArchiveFacts {
        guard let json = FileManager.default.contents(atPath: path(day, ArchiveFacts.file)) else {
            throw PipelineError.noArchive(date: day.description, dates: datesIfAny.map(\.description))
        }
        return try ArchiveFacts(json: json, date: day.description)
    }

    /// - Parameters:
    ///   - facts: of that day.
    ///   - columns: of features that it has; each value not stored in the matrix is the column's usual one.
    /// - Throws: `PipelineError.archiveUnusable` where the file has changed; `ReadyTableError`.
    func rows(at day: Day, _ facts: ArchiveFacts, columns: [FeatureColumn], threads: Int) async throws -> Rows {
        try check(ArchiveFacts.features, facts, day)
        let names = columns.map(\.name)
        let roles = TableRoles(
            id: "person_id", words: facts.groups.map(ArchiveFacts.groupColumn), predictors: names, missing: ["nan"])
        let table = try await ReadyTable(
            path: path(day, ArchiveFacts.features), file: "\(day)/\(ArchiveFacts.features)", roles: roles,
            threads: threads)
        var matrix = FeatureMatrix(columns: columns)
        var values = [Double](repeating: 0, count: columns.count)
        for row in 0..<table.rowCount {
            table.matrix.unpack(row: row, into: &values)
            matrix.append(row: values)
        }
        let groups = zip(facts.groups, table.words.all).map { name, words in
            Attribute(name: name, values: words.values, codes: words.codes)
        }
        return Rows(ids: table.ids, matrix: matrix, groups: Attributes(rowCount: table.rowCount, groups))
    }

    func path(_ day: Day, _ file: String) -> String { "\(folder)/\(day)/\(file)" }

    private func check(_ file: String, _ facts: ArchiveFacts, _ day: Day) throws {
        let hasher = SHA256Hasher()
        if let handle = FileHandle(forReadingAtPath: path(day, file)) {
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                data.withUnsafeBytes { hasher.update($0) }
            }
            try handle.close()
        }
        guard hasher.digest().hexadecimal == facts.files[file] else {
            throw PipelineError.archiveUnusable(date: day.description, .changed(file: file))
        }
    }
}
