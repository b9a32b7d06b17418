import Configuration
import FeatureData

/// A programme's `eligible`, tied to the features and registration facts of a run.
///
/// A word that is both is the feature. Features compare as numbers, facts as text. A fact that is not known equals
/// nothing, so that `!=` and `not in` hold for it.
public struct Eligibility: Sendable {
    /// The columns that the condition looks at; each has a place here.
    private let usedColumns: [Int]
    /// Each column's place among those used, or -1.
    private let placeOfColumn: [Int]
    private let columns: [FeatureColumn]
    private let attributes: Attributes
    private let test: EligibilityTest

    /// - Parameter hidden: features whose numbers are codes, which a condition knows nothing of.
    /// - Throws: every word of the condition that the run does not have, or that is used for what it is not.
    public init(
        _ programme: Programme, columns: [FeatureColumn], hiding hidden: Set<String> = [], attributes: Attributes
    ) throws(SettingsRefused) {
        try self.init(
            programme.eligible, at: programme.eligibleSetting, columns: columns, hiding: hidden, attributes: attributes)
    }

    /// The same for a condition that is no programme's.
    /// - Parameter setting: where the condition stands, for messages.
    public init(
        _ condition: Condition, at setting: Setting, columns: [FeatureColumn], hiding hidden: Set<String> = [],
        attributes: Attributes
    ) throws(SettingsRefused) {
        let problems = Problems()
        var binder = EligibilityBinder(columns: columns, hidden: hidden, attributes: attributes)
        let test = binder.bind(condition)
        for problem in binder.problems { problems.add(problem.sentence, at: setting) }
        try problems.throwIfAny()
        self.test = test
        self.columns = columns
        self.attributes = attributes
        usedColumns = binder.usedColumns
        var placeOfColumn = [Int](repeating: -1, count: columns.count)
        for (place, column) in binder.usedColumns.enumerated() { placeOfColumn[column] = place }
        self.placeOfColumn = placeOfColumn
    }

    /// Who is eligible among the rows of a block, in its order.
    /// - Parameters:
    ///   - block: with the columns that this was tied to.
    ///   - firstRow: the block's first row in the run.
    public func flags(of block: FeatureMatrix, firstRow: RowID) -> [Bool] {
        precondition(block.columns.count == columns.count && firstRow.index + block.rowCount <= attributes.rowCount)
        return flags(test, values: values(of: block), rows: firstRow.index..<firstRow.index + block.rowCount)
    }

    /// The used columns of a block, one whole column after the other.
    private func values(of block: FeatureMatrix) -> [Double] {
        let rows = block.rowCount
        var values: [Double] = []
        values.reserveCapacity(rows * usedColumns.count)
        for column in usedColumns {
            values.append(contentsOf: repeatElement(columns[column].usual, count: rows))
        }
        guard !usedColumns.isEmpty else { return values }
        for row in 0..<rows {
            for cell in block.rowStarts[row]..<block.rowStarts[row + 1] {
                let place = placeOfColumn[Int(block.cellColumns[cell])]
                if place >= 0 { values[place * rows + row] = block.cellValues[cell] }
            }
        }
        return values
    }

    private func flags(_ test: EligibilityTest, values: [Double], rows: Range<Int>) -> [Bool] {
        switch test {
        case .all(let parts):
            parts.reduce(into: [Bool](repeating: true, count: rows.count)) { flags, part in
                let others = self.flags(part, values: values, rows: rows)
                for row in flags.indices where !others[row] { flags[row] = false }
            }
        case .any(let parts):
            parts.reduce(into: [Bool](repeating: false, count: rows.count)) { flags, part in
                let others = self.flags(part, values: values, rows: rows)
                for row in flags.indices where others[row] { flags[row] = true }
            }
        case .not(let part): flags(part, values: values, rows: rows).map { !$0 }
        case .feature(let place, let numbers):
            values[place * rows.count..<(place + 1) * rows.count].map(numbers.holds)
        case .attribute(let place, let meets): attributes.all[place].codes[rows].map { meets[Int($0) + 1] }
        }
    }
}
