import Accounts
import Evaluation
import FeatureData
import Foundation
import ReadyTables
import Records
import Training

/// Fits a model on a ready table as a design asks, evaluates it on other rows of the table, and writes its folder.
public struct TableTrainingRun {
    private let design: TableDesign
    private let threads: Int
    private let progress: Progress

    public init(design path: String, threads: Int?, progress: Progress) throws {
        design = try TableDesign(path: path)
        self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        self.progress = progress
    }

    /// - Parameter folder: the model folder to write.
    /// - Throws: `ReadyTableError` where the table cannot be taken; `TrainingError`.
    public func run(table path: String, to folder: String) async throws {
        let files = ModelFolder(folder)
        try files.checkFree()
        progress.begin("table")
        let table = try await ReadyTable(
            path: path, file: URL(filePath: path).lastPathComponent, roles: design.roles, threads: threads
        ).knownByFit(of: design)
        progress.end(["rows": table.rowCount, "columns": table.matrix.columns.count])
        tellLeftOut(of: table)
        try design.fitting.checkNames(among: table.matrix.columns.map(\.name))
        let rows = try table.rows(design.train, groups: design.groups, roles: design.roles)
        let test = try design.test.map { _ in try table.testRows(of: design, roles: design.roles) }
        if let train = design.train, train.isComplement {
            progress.note("the design does not say train: the fit is on \(train.words)")
        }
        let trainer = ModelTrainer(
            name: design.name, version: design.version, catalogue: ModelCard.tableCatalogue,
            isSynthetic: design.isSynthetic,
            fitting: design.fitting, outcome: design.outcomeWords, definition: nil, eligibility: design.eligibleWords,
            design: design.text, limits: [EvaluationStage.tableLimit] + (test?.limits ?? []), retraining: nil,
            within: nil, threads: threads, progress: progress)
        try await trainer.run(on: rows, evaluatedOn: test, to: files)
    }

    private func tellLeftOut(of table: ReadyTable) {
        if table.rowsWithoutOutcome > 0 {
            progress.note("left out, since their outcome is not known: \(table.rowsWithoutOutcome) rows")
        }
        if let note = design.conditionNote { progress.note(note) }
    }
}

extension Attribute {
    fileprivate var isOfDates: Bool { !values.isEmpty && values.allSatisfy { Day($0) != nil } }
}

extension TableRoles {
    fileprivate var weighting: String? { weight.map { "Rows are weighted by the column \($0)." } }

    /// What the rows bring along beside predictors, for reports.
    fileprivate var sentences: [String] {
        [
            weighting,
            offset.map { "The column \($0) is an offset: it is added to every linear predictor." },
        ].compactMap(\.self)
    }
}

extension ReadyTable {
    /// The table as the design's model will know it.
    /// - Throws: `ReadyTableError` where a row to evaluate on holds a word that no row of the fit has.
    fileprivate func knownByFit(of design: TableDesign) throws -> ReadyTable {
        try knownByFit(on: places(of: design.train), scoring: design.test.map { try places(of: $0) } ?? [])
    }

    /// The places of some of the rows, ascending; of all where there is no condition.
    private func places(of chosen: TableDesign.Rows?) throws -> [Int] {
        guard let flags = try chosen?.flags(words) else { return Array(0..<rowCount) }
        return flags.indices.filter { flags[$0] }
    }

    /// The rows to evaluate on; where people among them have rows that the design fits on, as well, their limits say so.
    func testRows(of design: TableDesign, roles: TableRoles) throws -> ModellingRows {
        var rows = try self.rows(design.test, groups: design.groups, roles: roles)
        guard let train = design.train else { return rows }
        let isFitted = try train.flags(words)
        let fitted = Set(ids.indices.filter { isFitted[$0] }.map { ModellingRows.key(of: ids[$0]) })
        let shared = Set(rows.people.keys).intersection(fitted).count
        if shared > 0 {
            let people = DisclosureControl.released(shared).map { "\($0) people have" } ?? "Some people have"
            rows.limits.append(
                "\(people) rows here and among those that the design fits on (\(train.words)): for them the model is not "
                    + "evaluated on anything new.")
        }
        return rows
    }

    /// All that a row holds beside its id and outcome, as bits: the same of rows that no fit can tell apart.
    private func content(of row: Int) -> [UInt64] {
        let numbers = matrix.row(row) + [weights, offsets].compactMap { $0?[row] }
        return numbers.map(\.bitPattern) + words.all.map { UInt64(bitPattern: Int64($0.codes[row])) }
    }

    /// Some of the rows, as a condition on the columns read as words tells them; all where there is none. They are in
    /// ascending bytewise order of their ids, by which ties go: the file's order, which may tell the outcome, does not
    /// matter. Among a person's rows, those without the outcome are first, and those alike in that are in an order of all
    /// that they hold.
    ///
    /// - Parameter roles: as the table was read by.
    func rows(_ chosen: TableDesign.Rows?, groups: [String], roles: TableRoles) throws -> ModellingRows {
        var places = try places(of: chosen)
        guard !places.isEmpty else { throw PipelineError.noRows(file: file, rows: chosen?.words ?? "") }
        let outcomes = outcomes ?? []
        places.sort { one, other in
            if !ids[one].utf8.elementsEqual(ids[other].utf8) {
                return ids[one].utf8.lexicographicallyPrecedes(ids[other].utf8)
            }
            if outcomes[one] != outcomes[other] { return outcomes[one] < outcomes[other] }
            let (left, right) = (content(of: one), content(of: other))
            return left == right ? one < other : left.lexicographicallyPrecedes(right)
        }
        let chosenOutcomes = places.map { outcomes[$0] }
        let lost = rowCount - places.count
        return ModellingRows(
            rows: TrainingRows(
                matrix: matrix.selecting(places), outcomes: chosenOutcomes,
                weights: weights.map { all in places.map { all[$0] } },
                offsets: offsets.map { all in places.map { all[$0] } }),
            levels: levels, people: FoldKeys(places.map { ModellingRows.key(of: ids[$0]) }),
            words: [chosen?.words ?? "all rows"],
            groups: groups.compactMap { words[$0]?.selecting(places) },
            attrition: [
                Attrition(
                    at: chosen?.words ?? "all rows", candidates: rowCount + rowsWithoutOutcome,
                    excluded: [
                        Attrition.Loss("outcome not known", rowsWithoutOutcome),
                        Attrition.Loss("other rows of the table", lost),
                    ].filter { $0.rows > 0 },
                    rows: places.count, events: chosenOutcomes.count { $0 == 1 }, endedEarly: [])
            ], offset: roles.offset, weighting: roles.weighting, dates: dates(of: places),
            limits: roles.sentences)
    }

    /// The index dates of some rows, where a column of that name was read as words and each has one; of tables without it,
    /// those of the one column read as words that holds dates and tells each person's rows apart.
    private func dates(of places: [Int]) -> [String]? {
        if let column = words["index_date"] { return texts(column, of: places) }
        let telling = words.all.filter(\.isOfDates).compactMap { texts($0, of: places) }.filter { dates in
            Set(zip(places, dates).map { "\(ids[$0]) \($1)" }).count == places.count
        }
        return telling.count == 1 ? telling[0] : nil
    }

    /// nil where one has none.
    private func texts(_ column: Attribute, of places: [Int]) -> [String]? {
        let texts = places.compactMap { column[RowID($0)] }
        return texts.count == places.count ? texts : nil
    }
}
