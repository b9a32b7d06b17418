import Foundation
import Records

@testable import Pipeline

/// Lists with NHS numbers, and what tells whose they are.
extension Nights {
    /// - Parameter folder: a folder of each practice and run is made in it.
    func naming(runDate: String = "2025-03-08", into folder: String = "named") throws -> Reidentification {
        try Reidentification(
            configuration: configuration.path, output: output, runDate: runDate,
            folder: self.folder.appending(path: folder).path)
    }

    /// Does something as if it were another day than it is.
    static func on<Result>(_ day: String, _ work: () async throws -> Result) async rethrows -> Result {
        try await Clock.$fixed.withValue(Day(day)) { try await work() }
    }

    /// What was written there.
    func named(_ folder: String = "named") throws -> [URL] {
        let url = self.folder.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.contains("/") && !$0.contains(".lock") }.sorted().map { url.appending(path: $0) }
    }

    /// The tables of lists among it.
    func namedTables(_ folder: String = "named") throws -> [URL] {
        try named(folder).filter { $0.lastPathComponent.wholeMatch(of: /[^.]+\.csv/) != nil }
    }

    /// The practice of each person, by the id or number that the extract has.
    func registered() throws -> [String: String] {
        let rows = try extract("persons")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["person_id"]!, $0["practice_code"]!) })
    }

    static func rows(of url: URL) throws -> [[String: String]] { try rows(Sample.text(url)) }

    static func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\n").map(Sample.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }
}
