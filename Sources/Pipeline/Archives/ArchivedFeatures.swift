import FeatureData
import Features
import Records

/// What a design takes from archives: the features of its catalogue that the archive of every index date has.
struct ArchivedFeatures: Sendable {
    /// In catalogue order.
    let columns: [FeatureColumn]
    /// The catalogue's other features, each with the reason.
    let unavailable: [(feature: String, reason: String)]
    /// By index date.
    let facts: [Day: ArchiveFacts]
    private let archive: FeatureArchive

    /// - Parameter rows: of the fit and of the evaluation.
    /// - Throws: `PipelineError`: `archiveOfDischarges`; `noArchive` of one of the dates; `archiveOfOtherFeatures`
    ///   where a definition has changed since.
    init(_ archive: FeatureArchive, for rows: [DesignRows], design: String, catalogue: Catalogue) throws {
        let days = try rows.flatMap { rows -> [Day] in
            guard case .dates(let days) = rows else { throw PipelineError.archiveOfDischarges(design: design) }
            return days
        }
        var facts: [Day: ArchiveFacts] = [:]
        var (columns, lacking): ([String: FeatureColumn], [String: String]) = ([:], [:])
        for day in Set(days).sorted() {
            let own = try archive.facts(at: day)
            facts[day] = own
            let known = Dictionary(own.columns.map { ($0.name, $0.column) }, uniquingKeysWith: { first, _ in first })
            try Self.checkFingerprints(known, catalogue, day)
            for name in catalogue.featureNames {
                if let column = known[name] {
                    columns[name] = columns[name] ?? column
                } else {
                    lacking[name] = lacking[name] ?? "the archive of \(day) does not have it"
                }
            }
        }
        self.archive = archive
        self.facts = facts
        self.columns = catalogue.featureNames.compactMap { lacking[$0] == nil ? columns[$0] : nil }
        unavailable = catalogue.featureNames.compactMap { name in lacking[name].map { (name, $0) } }
    }

    private static func checkFingerprints(
        _ columns: [String: FeatureColumn], _ catalogue: Catalogue, _ day: Day
    ) throws {
        let changed = catalogue.featureNames.filter { name in
            columns[name].map { $0.fingerprint != catalogue.fingerprint(of: name) } ?? false
        }
        guard changed.isEmpty else {
            throw PipelineError.archiveOfOtherFeatures(date: day.description, features: changed)
        }
    }

    /// Whether some of the people are made up.
    var isSynthetic: Bool { facts.values.contains { $0.isSynthetic } }

    /// - Parameter day: one of the index dates.
    func rows(at day: Day, threads: Int) async throws -> FeatureArchive.Rows {
        let own = try facts[day] ?? archive.facts(at: day)
        return try await archive.rows(at: day, own, columns: columns, threads: threads)
    }
}
