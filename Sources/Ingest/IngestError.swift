import Foundation
import Tabular

/// Why a run cannot take its inputs.
public enum IngestError: Error, Sendable {
    case file(source: String, TabularError)
    case noFile(source: String, pattern: String)
    case emptyFile(file: String)
    case headerOnly(file: String)
    case notAHeader(file: String)
    case duplicateHeader(file: String, column: String)
    case missingColumns(file: String, columns: [String])
    case unknownColumns(file: String, columns: [String], known: [String])
    case wrongColumnCount(file: String, found: Int, declared: Int)
    case tooManyMalformed(file: String, table: String, malformed: Int, rows: Int, limit: Double, rules: [String])
    case overRuleLimit(file: String, rule: String, broken: Int, rows: Int, limit: Double)
    /// - line: the first such row's; column: nil where no single column is to blame.
    case optOutUnread(
        file: String, line: Int, column: String?, rule: Rule, unread: Int, rows: Int, limit: Double)
    case extractionDateNotInName(file: String)
    case extractedInFuture(file: String, extractedOn: String, runDate: String)
    case completeAfterExtraction(source: String, completeTo: String, extractedOn: String)
    case tooOld(source: String, ageInDays: Int, maximum: Int)
    case nothingTaken(source: String, rows: Int, filtered: Int, setAside: Int, ofNobody: Int)
    case lookupUnusable(file: String, problem: String)
    case optOutsEmpty(source: String)
    case optOutsOfNobody(source: String, rows: Int)
    case noPersons
    case pseudonymsCollide
    case rowsNotConserved(file: String, table: String, difference: Int)

    /// Which of the documented ends this is.
    public enum Kind: Sendable {
        case refused, missing, helperFailed, invariantBroken
    }

    public var kind: Kind {
        switch self {
        case .file(_, .missing), .file(_, .unreadable), .noFile: .missing
        case .file(_, .commandNotFound), .file(_, .commandFailed): .helperFailed
        case .rowsNotConserved, .pseudonymsCollide: .invariantBroken
        default: .refused
        }
    }
}

extension IngestError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let source, let problem): "source \(source): \(problem)"
        case .noFile(let source, let pattern): "source \(source): no file matches \(pattern)"
        case .emptyFile(let file): "\(file): the file is empty; say may_be_empty if that can be"
        case .headerOnly(let file): "\(file): there is a header and no row; say may_be_empty if that can be"
        case .notAHeader(let file):
            "\(file):1: the first line does not name the mapping's columns; a file without a header needs "
                + "header: with the list of its columns"
        case .duplicateHeader(let file, let column): "\(file):1: the header names the column \"\(column)\" twice"
        case .missingColumns(let file, let columns):
            "\(file):1: the header lacks \(quoted(columns))"
        case .unknownColumns(let file, let columns, let known):
            "\(file):1: the header has \(quoted(columns)), which the mapping neither uses nor ignores "
                + "(it may be an identifier); the mapping knows \(quoted(known))"
        case .wrongColumnCount(let file, let found, let declared):
            "\(file):1: the first row has \(found) columns and header declares \(declared)"
        case .tooManyMalformed(let file, let table, let malformed, let rows, let limit, let rules):
            "\(file): \(malformed) of \(rows) rows for \(table) are malformed, over the limit of "
                + "\(percent(limit)) (quarantine_limit); the rules broken most: \(rules.joined(separator: ", "))"
        case .overRuleLimit(let file, let rule, let broken, let rows, let limit):
            "\(file): \(broken) of \(rows) rows break the rule \(rule), over its limit of \(percent(limit))"
        case .optOutUnread(let file, let line, let column, let rule, let unread, let rows, let limit):
            "\(file):\(line)\(column.map { " \($0)" } ?? ""): \(rule.rawValue): \(rule.sentence). \(unread) of \(rows) rows "
                + "of the opt-outs cannot be read whole, over the limit of \(percent(limit)), and each may be somebody's "
                + "objection: have the extract mended, or declare a quarantine_limit for this source"
        case .extractionDateNotInName(let file): "\(file): its name does not fit extracted_on_in_name"
        case .extractedInFuture(let file, let extractedOn, let runDate):
            "\(file): was taken on \(extractedOn), after the run date \(runDate)"
        case .completeAfterExtraction(let source, let completeTo, let extractedOn):
            "source \(source): complete_to is \(completeTo), after \(extractedOn), the day of its newest extract"
        case .tooOld(let source, let age, let maximum):
            "source \(source): is \(age) days old; at most \(maximum) are allowed (too_old_after_days)"
        case .nothingTaken(let source, let rows, let filtered, let setAside, let ofNobody):
            "source \(source): none of its \(rows) rows is taken (\(filtered) filtered by where, \(setAside) set aside, "
                + "\(ofNobody) of nobody registered), which is as if it had none; say may_be_empty if that can be"
        case .lookupUnusable(let file, let problem): "lookup \(file): \(problem)"
        case .optOutsOfNobody(let source, let rows):
            "source \(source): none of its \(rows) rows is of a registered person; are the ids of one kind and key?"
        case .optOutsEmpty(let source):
            "source \(source): has no opt-out; an empty opt-out file stops the run, because it cannot be told "
                + "from a failed extract"
        case .pseudonymsCollide:
            "two persons have one pseudonym under this key; make another key (`anticipate key`) and say --new-key"
        case .noPersons: "no person has an accepted registration"
        case .rowsNotConserved(let file, let table, let difference):
            "\(file): \(difference) rows for \(table) are under no disposition; this is a fault of the program"
        }
    }

    private func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }

    private func percent(_ share: Double) -> String {
        let text = String(format: "%.3f", share * 100)
        return text.replacing(#/\.?0+$/#, with: "") + "%"
    }
}
