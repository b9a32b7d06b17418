import Cohorts
import Evaluation
import FeatureData
import Records
import Scoring

/// The rows of an evaluation as a programme meets them: on each index date whom it may choose, and whom its exclusions
/// leave out. It chooses among these rows alone, and keeps nobody's place from an earlier list.
struct ProgrammeRows: Sendable {
    private let programme: Programme
    /// In the order of the rows.
    private let nights: [Night]

    private struct Night: Sendable {
        let rows: Range<Int>
        let eligible: [Bool]
        let attributes: Attributes
        let exclusions: [RowID: Int]
    }

    /// - Throws: `SettingsRefused` where the programme asks for what the rows do not have.
    init(_ programme: Programme, _ table: TrainingTable, of population: Population) throws {
        let facts = table.facts ?? Attributes(population, rows: table.persons)
        let eligible = try Self.eligible(programme, table.matrix, facts)
        let left = try Self.leftOut(programme, table.matrix, facts)
        self.programme = programme
        nights = table.nights.map { day, rows in
            let exclusions = CaseloadExclusions(
                population: population, reviews: RememberedReviews(of: population, by: day), programmes: [programme],
                dates: RunDates(backTestOn: day))
            return Night(
                rows: rows, eligible: Array(eligible[rows]), attributes: Self.places(programme, facts, rows),
                exclusions: exclusions.exclusions(of: programme, rows: Array(table.persons[rows]))
                    .merging(Self.leftOut(left, rows), uniquingKeysWith: min))
        }
    }

    /// All rows of a ready table are of one night, and nobody is known to be on a caseload. A column of words is asked by
    /// its words, though it be a predictor.
    /// - Parameter levels: by column of the matrix, its words; empty for one of numbers.
    /// - Throws: `SettingsRefused` where the programme asks for what the table does not have.
    init(_ programme: Programme, _ matrix: FeatureMatrix, levels: [[String]], words: [Attribute]) throws {
        let coded = Set(zip(matrix.columns, levels).filter { !$1.isEmpty }.map(\.0.name))
        let facts = Attributes(rowCount: matrix.rowCount, words)
        let rows = 0..<matrix.rowCount
        let left = try Self.leftOut(programme, matrix, facts, hiding: coded)
        self.programme = programme
        nights = [
            Night(
                rows: rows, eligible: try Self.eligible(programme, matrix, facts, hiding: coded),
                attributes: Self.places(programme, facts, rows), exclusions: Self.leftOut(left, rows))
        ]
    }

    private static func eligible(
        _ programme: Programme, _ matrix: FeatureMatrix, _ facts: Attributes, hiding hidden: Set<String> = []
    ) throws -> [Bool] {
        try Eligibility(programme, columns: matrix.columns, hiding: hidden, attributes: facts)
            .flags(of: matrix, firstRow: RowID(0))
    }

    /// By row, the place of the first exclusion whose condition holds.
    private static func leftOut(
        _ programme: Programme, _ matrix: FeatureMatrix, _ facts: Attributes, hiding hidden: Set<String> = []
    ) throws -> [Int?] {
        var first = [Int?](repeating: nil, count: matrix.rowCount)
        for exclusion in programme.exclusionConditions {
            let test = try Eligibility(
                exclusion.condition, at: exclusion.setting, columns: matrix.columns, hiding: hidden,
                attributes: facts)
            let flags = test.flags(of: matrix, firstRow: RowID(0))
            for row in first.indices where flags[row] && first[row] == nil { first[row] = exclusion.place }
        }
        return first
    }

    private static func leftOut(_ places: [Int?], _ rows: Range<Int>) -> [RowID: Int] {
        var left: [RowID: Int] = [:]
        for row in rows { left[RowID(row - rows.lowerBound)] = places[row] }
        return left
    }

    /// Lists do not matter here: what they are divided by is one place for all, and so is the practice where no
    /// capacity asks for it.
    private static func places(_ programme: Programme, _ facts: Attributes, _ rows: Range<Int>) -> Attributes {
        var ignored: Set = [programme.split.rawValue, "practice"]
        if case .perPractice = programme.selection { ignored.remove("practice") }
        let kept = facts.all.filter { !ignored.contains($0.name) }.map { $0.selecting(Array(rows)) }
        let same = ignored.sorted().map {
            Attribute(name: $0, values: ["all"], codes: [Int32](repeating: 0, count: rows.count))
        }
        return Attributes(rowCount: rows.count, kept + same)
    }

    /// Whom the programme takes by these scores.
    ///
    /// - Parameters:
    ///   - predictors: by row.
    ///   - risks: by row.
    /// - Throws: `CohortError` where a capacity asks for a practice that is not known.
    func rule(predictors: [Double], risks: [Double]) throws -> SelectionRule {
        var isTaken = [Bool](repeating: false, count: predictors.count)
        for night in nights {
            let candidates = Candidates(
                predictors: predictors[night.rows].map(Ranking.quantised), risks: Array(risks[night.rows]),
                eligible: night.eligible, attributes: night.attributes, exclusions: night.exclusions)
            for member in try CohortSelection(programme).cohort(of: candidates).members {
                isTaken[night.rows.lowerBound + member.row.index] = true
            }
        }
        return SelectionRule(words: programme.ruleWords, isTaken: isTaken)
    }
}

extension TrainingTable {
    /// The rows of each index date.
    fileprivate var nights: [(day: Day, rows: Range<Int>)] {
        let starts = indexDays.indices.filter { $0 == 0 || indexDays[$0] != indexDays[$0 - 1] }
        return zip(starts, starts.dropFirst() + [indexDays.count]).map { (indexDays[$0], $0..<$1) }
    }
}
