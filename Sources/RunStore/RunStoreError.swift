import Glibc

/// What can go wrong in a store. Paths are relative to its directory, unless said otherwise.
public enum RunStoreError: Error, Equatable, Sendable {
    case cannotCreate(path: String, code: Int32)
    case inputOutput(SystemCall, path: String, code: Int32)
    /// Another process holds the lock.
    case busy
    case noDirectory(path: String)
    case notADirectory(path: String)
    case notOurs(path: String)
    /// The output directory itself cannot be entered.
    case notAllowed(path: String)
    case tooOpen(path: String, permissions: UInt32)
    case cannotShare(path: String, group: UInt32)
    case missingRun(RunID)
    case nothingPublished
    case noEarlierRun(than: RunID)
    case latestIsNotALink
    case doesNotVerify(RunID, [VerificationProblem])
    case malformedStatus(JSONProblem)
    /// - line: the last that is as it was written, or the first that is not.
    case auditBroken(line: Int, AuditFault)
    case runIsPublished(RunID)
    /// A path given to `StagedRun.file` breaks the rule of `RunPath`. It may hold input, so it is not kept.
    case unusablePath
    case pathTaken(RunPath)
    case fileStillOpen(RunPath)
    case fileIsClosed(RunPath)
    /// The staged run was published or abandoned before.
    case runIsOver(RunID)
    case lockReleased

    /// The failure of a system call, as what it means to a store.
    init(_ failure: SystemCallFailure, path: String) {
        let isFull = failure.code == ENOSPC || failure.code == EDQUOT || failure.code == EIO
        switch failure.call {
        case .flock where failure.code == EWOULDBLOCK: self = .busy
        case _ where failure.call.creates && !isFull && failure.code != EINTR:
            self = .cannotCreate(path: path, code: failure.code)
        default: self = .inputOutput(failure.call, path: path, code: failure.code)
        }
    }

    /// The error number of the system call that failed, if one did.
    public var code: Int32? {
        switch self {
        case .cannotCreate(_, let code), .inputOutput(_, _, let code): code
        default: nil
        }
    }

    /// What the program ends with (`sysexits.h`).
    public var exitCode: Int32 {
        switch self {
        case .doesNotVerify, .malformedStatus, .latestIsNotALink, .auditBroken: 65
        case .missingRun, .nothingPublished, .noEarlierRun, .noDirectory: 66
        case .unusablePath, .pathTaken, .fileStillOpen, .fileIsClosed, .runIsOver, .lockReleased,
            .runIsPublished:
            70
        case .cannotCreate, .notADirectory: 73
        case .inputOutput: 74
        case .busy: 75
        case .notOurs, .notAllowed, .tooOpen, .cannotShare: 77
        }
    }
}
