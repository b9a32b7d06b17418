import FeatureData
import Foundation
import ReadyTables
import Records

/// Somebody else's scores: a CSV of ids and scores, with a column `index_date` where a person has one on each of several.
struct ScoreFile {
    /// Which row a score is of.
    private struct Key: Hashable {
        let person: UInt64
        /// nil where the file does not say.
        let date: String?
    }

    private let file: String
    private let isDated: Bool
    private var scores: [Key: Double] = [:]

    private static let id = "person_id"
    private static let score = "score"
    private static let date = "index_date"
    /// What `score` writes beside the id.
    private static let others = [score, date, "linear_predictor"]

    /// - Throws: `ReadyTableError` where the columns are not there; `PipelineError.scoresDiffer` where a row has two scores;
    ///   `PipelineError.scoreWithoutDate`.
    init(path: String) async throws {
        file = URL(filePath: path).lastPathComponent
        let names = try ReadyTable.columnNames(path: path, file: file)
        isDated = names.contains(Self.date)
        let roles = TableRoles(
            id: Self.idColumn(among: names), words: isDated ? [Self.date] : [], predictors: [Self.score])
        let table = try await ReadyTable(path: path, file: file, roles: roles, threads: 1)
        for row in 0..<table.rowCount {
            let key = Key(
                person: ModellingRows.key(of: table.ids[row]), date: try date(of: row, table))
            let score = table.matrix.row(row)[0]
            let before = scores.updateValue(score, forKey: key)
            guard before == nil || before == score || (before?.isNaN ?? false) && score.isNaN else {
                throw PipelineError.scoresDiffer(file: file, line: table.lines[row])
            }
        }
    }

    /// `person_id`, or what else stands beside what `score` writes, whatever its `--id` was.
    private static func idColumn(among names: [String]) -> String {
        let rest = names.filter { !others.contains($0) && !$0.isEmpty }
        return names.contains(id) || rest.count != 1 ? id : rest[0]
    }

    private func date(of row: Int, _ table: ReadyTable) throws -> String? {
        guard isDated, let dates = table.words[Self.date] else { return nil }
        guard let text = dates[RowID(row)], Day(text) != nil else {
            throw PipelineError.scoreWithoutDate(file: file, line: table.lines[row])
        }
        return text
    }

    /// The places of the rows that have a score here, ascending, and the scores.
    ///
    /// - Throws: `PipelineError.scoresUndated` where people are rows on several index dates, or
    ///   `PipelineError.scoresOfSeveralRows` where they are several rows without dates, and nothing says of which the scores
    ///   are; `PipelineError.scoresOfOtherRows` where none is of these rows.
    func scores(of rows: ModellingRows) throws -> (places: [Int], scores: [Double]) {
        if isDated, rows.dates == nil { throw PipelineError.scoresDated(file: file) }
        if !isDated, rows.hasPersonOnSeveralDates { throw PipelineError.scoresUndated(file: file) }
        if rows.dates == nil, Set(rows.people.keys).count < rows.people.keys.count {
            throw PipelineError.scoresOfSeveralRows(file: file)
        }
        let found = rows.people.keys.enumerated().compactMap { place, person -> (Int, Double)? in
            let score = scores[Key(person: person, date: isDated ? rows.dates?[place] : nil)] ?? .nan
            return score.isNaN ? nil : (place, score)
        }
        guard !found.isEmpty else { throw PipelineError.scoresOfOtherRows(file: file, rows: rows.words) }
        return (found.map(\.0), found.map(\.1))
    }
}

extension ModellingRows {
    /// Whether an index date is needed to tell a person's rows.
    fileprivate var hasPersonOnSeveralDates: Bool {
        guard let dates else { return false }
        var first: [UInt64: String] = [:]
        return zip(people.keys, dates).contains { person, date in
            let known = first[person]
            first[person] = known ?? date
            return known.map { $0 != date } ?? false
        }
    }
}
