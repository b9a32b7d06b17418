import FeatureData
import Foundation

/// What `archive.json` says of an archive: which features and facts it holds, of whom, and what its files must hash to.
struct ArchiveFacts: Codable, Sendable, Equatable {
    static let format = 1
    static let file = "archive.json"
    static let features = "features.csv.gz"

    struct Feature: Codable, Sendable, Equatable {
        let name: String
        let fingerprint: String
        let usual: Double
        let reason: String
        let detail: String
        let family: String

        init(_ column: FeatureColumn) {
            name = column.name
            fingerprint = column.fingerprint
            usual = column.usual
            reason = column.reason
            detail = column.detail
            family = column.family
        }

        var column: FeatureColumn {
            FeatureColumn(
                name: name, usual: usual, fingerprint: fingerprint, reason: reason, detail: detail, family: family)
        }
    }

    var formatVersion = Self.format
    /// YYYY-MM-DD.
    let indexDate: String
    let catalogue: String
    /// Whether the people are made up.
    let isSynthetic: Bool
    /// Whether the index date was the day of the run. Otherwise the archive is itself reconstructed.
    let isOfTheDay: Bool
    /// By source, the day its extract was taken, where the configuration says so.
    let extractedOn: [String: String]
    /// In column order.
    let columns: [Feature]
    /// By feature that the run did not have, the reason.
    let unavailable: [String: String]
    /// The registration facts, each in the column `group.` and its name.
    let groups: [String]
    /// People archived: all who were scored.
    private(set) var rows: Int
    /// By reason, those who were registered and not scored.
    let notScored: [String: Int]
    /// By file, its SHA-256 as hexadecimal digits.
    private(set) var files: [String: String]

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case indexDate = "index_date"
        case catalogue
        case isSynthetic = "synthetic"
        case isOfTheDay = "made_on_the_index_date"
        case extractedOn = "extracted_on"
        case columns = "features"
        case unavailable
        case groups
        case rows
        case notScored = "not_scored"
        case files
    }

    static func groupColumn(_ name: String) -> String { "group." + name }

    /// Of the same archive, after rows were taken out.
    func with(rows: Int, files: [String: String]) -> ArchiveFacts {
        var facts = self
        (facts.rows, facts.files) = (rows, files)
        return facts
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}

extension ArchiveFacts {
    private struct Version: Decodable {
        let number: Int

        private enum CodingKeys: String, CodingKey { case number = "format_version" }
    }

    /// - Parameter date: of the archive, for messages.
    /// - Throws: `PipelineError.archiveUnusable`.
    init(json: Data, date: String) throws {
        let decoder = JSONDecoder()
        do {
            let version = try decoder.decode(Version.self, from: json).number
            guard version == Self.format else {
                throw PipelineError.archiveUnusable(date: date, .format(version))
            }
            self = try decoder.decode(Self.self, from: json)
        } catch let error as PipelineError {
            throw error
        } catch {
            throw PipelineError.archiveUnusable(date: date, .changed(file: Self.file))
        }
        guard indexDate == date else { throw PipelineError.archiveUnusable(date: date, .ofAnotherDate) }
    }
}
