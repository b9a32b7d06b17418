import Tabular

/// Why a ready table cannot be taken. Where rows are at fault, the first of them are told, and how many there are.
public enum ReadyTableError: Error, Equatable, Sendable {
    case file(TabularError)
    /// - cause: what it was, in its own words, where it is no fault that a file can have.
    case notRead(file: String, cause: String)
    case empty(file: String)
    case duplicateColumn(file: String, column: String)
    /// - separator: what separates the header's columns in place of the comma.
    case missingColumns(file: String, columns: [String], separator: Separator? = nil)
    case roleTwice(file: String, column: String)
    case noPredictors(file: String)
    case noRows(file: String)
    case tooManyPredictors(file: String, count: Int)
    /// - count: of different words in a column that nobody named as one of words.
    case tooManyWords(file: String, column: String, count: Int)
    case rows(file: String, [RowProblem], count: Int)

    /// What some programs write between columns, and this one does not read.
    public enum Separator: Character, CaseIterable, Sendable {
        case semicolon = ";"
        case tab = "\t"
        case bar = "|"

        /// That of a header which is one column by commas; nil where none is in it.
        static func inside(_ names: [String]) -> Separator? {
            guard names.count == 1 else { return nil }
            return allCases.first { names[0].contains($0.rawValue) }
        }

        fileprivate var words: String { self == .tab ? "tabs" : "\(rawValue)" }
    }

    /// Problems told one by one.
    public static let mostTold = 20
    /// Predictors of one table.
    public static let mostPredictors = 10_000
}

/// What is wrong with one row of a ready table.
public struct RowProblem: Equatable, Sendable {
    public enum Rule: Equatable, Sendable {
        case tooFewColumns, tooManyColumns, badQuotes, notText, tooLong, repeatedHeader
        case noID
        case notANumber
        /// Of a column in which the table might have held words throughout.
        case wordAmongNumbers
        case notAnOutcome
        case negativeWeight
        case noValue
        case unknownWord
        /// Of a row to evaluate on: no row of the fit has it.
        case wordOfNoFit

        /// Whether a column is likely to break it throughout, so that it is told once a column.
        var isOfColumn: Bool {
            switch self {
            case .notANumber, .wordAmongNumbers, .notAnOutcome, .unknownWord, .wordOfNoFit: true
            default: false
            }
        }
    }

    /// From 1, the header being line 1.
    public let line: Int
    /// nil where it is the row's.
    public let column: String?
    public let rule: Rule
    /// How many rows from here on it is told of: more than 1 of rules that are of a whole column.
    public var rows: Int

    public init(line: Int, column: String?, rule: Rule, rows: Int = 1) {
        self.line = line
        self.column = column
        self.rule = rule
        self.rows = rows
    }

    /// The same in a block that begins so many lines down.
    func moved(by lines: Int) -> RowProblem { RowProblem(line: line + lines, column: column, rule: rule, rows: rows) }
}

extension ReadyTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .notRead(let file, let cause): "\(file): could not be read to its end: \(cause)"
        case .empty(let file): "\(file): the file is empty; a table has a header and rows"
        case .noRows(let file): "\(file): there are no rows to work on"
        case .duplicateColumn(let file, let column): "\(file): line 1: the column \(column) is there twice"
        case .missingColumns(let file, let columns, let separator):
            "\(file): line 1: there is no column \(columns.joined(separator: ", "))"
                + (separator.map { "; its columns are separated by \($0.words), and must be by commas" } ?? "")
        case .roleTwice(let file, let column):
            "\(file): the column \(column) has two roles: a column is the id, the outcome, a weight, an offset, words, "
                + "ignored or a predictor; only one of words may be a predictor, too"
        case .noPredictors(let file): "\(file): no column is left to be a predictor"
        case .tooManyPredictors(let file, let count):
            "\(file): \(count) columns are left to be predictors; a table has at most \(Self.mostPredictors)"
        case .tooManyWords(let file, let column, let count):
            "\(file): the column \(column) holds \(count) different words, as ids and names do, and a model would keep them "
                + "all; name it under `ignore`, group its words, or name it under `categorical` if it is to be a predictor"
        case .rows(let file, let problems, let count):
            problems.map { "\(file): \($0)" }.joined(separator: "\n")
                + more(count - problems.reduce(0) { $0 + $1.rows }, file)
        }
    }

    private func more(_ count: Int, _ file: String) -> String { count > 0 ? "\n\(file): and \(count) more" : "" }
}

extension RowProblem: CustomStringConvertible {
    public var description: String {
        "line \(line)" + (column.map { ", column \($0)" } ?? "") + ": \(rule)"
            + (rows > 1 ? "; so in \(rows) rows" : "")
    }
}

extension RowProblem.Rule: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewColumns: "fewer columns than the header has"
        case .tooManyColumns: "more columns than the header has"
        case .badQuotes: "a quote stays open, or text follows a closing quote"
        case .notText: "bytes that are not UTF-8, or a NUL"
        case .tooLong: "a field over 64 KiB or a line over 1 MiB"
        case .repeatedHeader: "the header stands here again"
        case .noID: "the id is empty"
        case .notANumber: "not a number, such as 3 or -2.5; a flag is 1 or 0"
        case .wordAmongNumbers: "not a number; a column of words must be named under `categorical`"
        case .notAnOutcome: "an outcome is 0 or 1, TRUE or FALSE, yes or no"
        case .negativeWeight: "a weight is a number of at least 0"
        case .noValue: "a value must be given here"
        case .unknownWord: "a word that the model does not know"
        case .wordOfNoFit:
            "a word that no row of the fit has, so that the model will not know it; map it to one that they have, or to an "
                + "empty field"
        }
    }
}
