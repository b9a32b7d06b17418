/// Why a ledger cannot be used. It can always be made again from the published runs.
public enum LedgerError: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The file is no database, is cut short, or does not pass SQLite's own check.
    case damaged
    /// The database was made by a later program.
    case otherSchema
    /// SQLite's result code, for what is neither: a full disk, a file that may not be read.
    case failed(code: Int32)
}

extension LedgerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing: "there is no ledger yet; `anticipate ledger rebuild` makes it from the published runs"
        case .damaged: "the ledger is damaged; `anticipate ledger rebuild` makes it again from the published runs"
        case .otherSchema:
            "the ledger was written by a later version of the program; `anticipate ledger rebuild` makes it again from "
                + "the published runs"
        case .failed(let code): "the ledger could not be read or written (SQLite result \(code))"
        }
    }
}
