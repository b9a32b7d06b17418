import GRDB
import Glibc

/// What was issued to whom, when and why, and what was done with people's data, in a SQLite file that is never the only
/// copy: the published runs and the audit log hold all that it does.
///
/// Its caller holds the lock of the directory that runs are published in while it writes.
public final class Ledger: Sendable {
    let queue: DatabaseQueue

    /// Opens a ledger that is there, checks it, and brings its schema up to date.
    /// - Throws: `LedgerError`.
    public convenience init(opening path: String) throws {
        guard access(path, F_OK) == 0 else { throw LedgerError.missing }
        chmod(path, 0o600)
        try self.init(path: path)
    }

    /// Makes an empty ledger, for its owner alone. There must be no file.
    public convenience init(creating path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LedgerError.failed(code: DatabaseError.SQLITE_CANTOPEN.rawValue) }
        _ = Glibc.close(descriptor)
        try self.init(path: path)
    }

    private init(path: String) throws {
        queue = try Self.explaining {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = LedgerSchema.migrator
            try queue.read { database in
                guard try String.fetchAll(database, sql: "PRAGMA quick_check") == ["ok"] else {
                    throw LedgerError.damaged
                }
                if try migrator.hasBeenSuperseded(database) { throw LedgerError.otherSchema }
            }
            try migrator.migrate(queue)
            return queue
        }
    }

    /// Gives the file up.
    public func close() throws { try Self.explaining { try queue.close() } }

    func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
        try Self.explaining { try queue.read(work) }
    }

    func write<Result>(_ work: (Database) throws -> Result) throws -> Result {
        try Self.explaining { try queue.write(work) }
    }

    /// SQLite's errors as what they mean here. Their messages may hold values, so none is kept.
    private static func explaining<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as DatabaseError {
            switch error.resultCode {
            // A table that is missing or other than it should be is damage too.
            case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
                throw LedgerError.damaged
            default: throw LedgerError.failed(code: error.resultCode.rawValue)
            }
        } catch is RowDecodingError {
            throw LedgerError.damaged
        }
    }
}
