import Configuration
import Identity
import Records
import Tabular

/// One source of one table, as the run's configuration describes it.
public struct Source: Sendable {
    public enum Input: Sendable {
        /// Paths or patterns, relative to the configuration.
        case files([String])
        /// A program and its arguments, run in the configuration's folder.
        case command([String])
    }

    public enum Extraction: Sendable {
        case notStated
        case on(Day)
        /// The day stands in the file's name, where the pattern has `YYYY`, `MM` and `DD`.
        case inFileName(FileNameDate)
    }

    public enum Columns: Sendable {
        case header
        /// The file has no header; its columns are these.
        case named([String])
    }

    public enum Ignored: Sendable {
        case named([String])
        /// Whatever the mapping does not use.
        case rest
    }

    /// What follows when a source is older than it may be.
    public enum Verdict: String, CaseIterable, Sendable {
        case warn, hold, refuse
    }

    /// Rows of one key, of which the latest version holds.
    public struct Versions: Sendable, Equatable {
        public enum Unit: String, CaseIterable, Sendable {
            /// Of each key one row holds.
            case row
            /// Of each key (a sender and a period, say) all rows of its last delivery hold.
            case delivery
        }

        /// What tells which of two versions is later.
        public enum Version: Sendable, Equatable {
            case column(String)
            /// The day on which a row's file was taken.
            case extractionDay
        }

        public let key: [String]
        public let version: Version
        public let unit: Unit
        /// How versions that are dates are written; nil for numbers and ISO dates.
        public let format: DateFormat?

        /// Nil where the day of the file is a row's version.
        var column: String? {
            guard case .column(let name) = version else { return nil }
            return name
        }
    }

    /// The column with the day on which a row was received, and how that day is written; nil for ISO 8601.
    public struct Receipt: Sendable, Equatable {
        public let column: String
        public let format: DateFormat?
    }

    /// Which are read of files whose names differ in their date alone.
    public enum Take: String, CaseIterable, Sendable {
        /// The latest, where each is a whole extract of its own day.
        case newest
        /// Each, where each has rows of its own.
        case all
    }

    /// How episodes become spells.
    public struct Merge: Sendable, Equatable {
        /// The column that numbers the episodes of a spell; nil where the source has none.
        public let order: String?
    }

    public let name: String
    public let table: Table
    /// What its person ids are, where it says so; else the run's kind.
    public let idKind: IdentifierKind?
    public internal(set) var input: Input
    /// The law that lets the data be used here, in words; what it says, and until when that has been judged to hold.
    public let legalBasis: String?
    public let reviewOn: Day?
    public let extraction: Extraction
    /// Nil where the configuration does not say: then all are read, with a warning where there are several.
    public let take: Take?
    /// How often it comes.
    public let every: Frequency?
    public let maximumAgeInDays: Int?
    public let tooOld: Verdict
    public let completeTo: Day?
    public let isOptional: Bool
    public let mayBeEmpty: Bool
    public let delimiter: UInt8
    public let encoding: TextEncoding
    public let columns: Columns
    public let filter: Condition?
    public let fields: [FieldMapping]
    public let ignored: Ignored
    public let multiline: Bool
    public let keepsDuplicates: Bool
    /// The share of malformed rows at which a file is refused. Of the opt-outs, where each such row may be somebody's
    /// objection: of rows that cannot be read whole, and none unless it is declared.
    public let quarantineLimit: Double
    /// Limits of single rules, as shares of a file's rows.
    public let ruleLimits: [Rule: Double]
    public let lagInDays: Int?
    public let received: Receipt?
    /// Nil where each row is a spell.
    public let merge: Merge?
    public let versions: Versions?
    public let gzipCap: Int
    /// Code lists, or groups of them, that the source does not record: what asks for them is unavailable, not 0.
    public let lacks: Set<String>
    /// Where its settings stand, for messages.
    let setting: Setting
}

extension Source {
    /// What stands under `files` for the table that a run is given.
    private static let givenTable = "{features}"

    /// Whether it reads the table that a run is given.
    public var readsGivenTable: Bool {
        if case .files(let files) = input { files.contains(Self.givenTable) } else { false }
    }

    /// The same, with the table at this path in its place.
    public func reading(givenTable path: String) -> Source {
        guard case .files(let files) = input else { return self }
        var source = self
        source.input = .files(files.map { $0 == Self.givenTable ? path : $0 })
        return source
    }
}
