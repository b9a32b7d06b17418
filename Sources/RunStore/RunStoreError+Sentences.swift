import Glibc

/// Every sentence a store says, and nowhere else. They name paths in the store and rules, never content.
extension RunStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotCreate(let path, let code): "\(subject(path)) cannot be created: \(reason(code))."
        case .inputOutput(let call, let path, let code):
            "\(subject(path)): \(call.rawValue) failed (\(reason(code))). Run again once it is mended."
        case .busy: "Another run holds the lock (.lock). Wait until it has ended."
        case .noDirectory(let path): "The output directory \(path) does not exist."
        case .notADirectory(let path): "\(subject(path)) is not a directory."
        case .notOurs(let path): "\(subject(path)) belongs to another user. Run as its owner."
        case .notAllowed(let path): "The output directory \(path) may not be read by this user. Run as its owner."
        case .tooOpen(let path, let permissions):
            "\(subject(path)) has permissions \(octal(permissions)): its group or others may write to it. Allow 0755 at most."
        case .cannotShare(let path, let group):
            "\(subject(path)) cannot be given to group \(group). The program's user must be a member of the reading group."
        case .missingRun(let id): "There is no committed run \(id)."
        case .nothingPublished: "Nothing is published yet."
        case .noEarlierRun(let id): "There is no committed run before \(id)."
        case .latestIsNotALink: "latest is not a link to a run. Remove it and run again."
        case .auditBroken(let line, .outOfChain):
            "audit.jsonl:\(line): the line does not follow from the one before it. Something was changed in it, added or removed."
        case .auditBroken(let line, .sealBroken):
            "audit.jsonl: what stands after line \(line) is not the seal of what stands before. Lines were changed, added or removed."
        case .auditBroken(let line, .otherThanAfterLastAct):
            "audit.jsonl: line \(line) is not what STATUS.json says that it was after the last act. Lines were taken off, or the log was made anew."
        case .auditBroken(let line, .otherThanAtRun(let run)):
            "audit.jsonl: line \(line) is not what it was when run \(run) was published. The log was made anew."
        case .runIsPublished(let id): "Run \(id) is published and cannot be removed."
        case .doesNotVerify(let id, let problems): doesNotVerify(id, problems)
        case .malformedStatus(let problem): "STATUS.json is malformed: \(problem)."
        case .unusablePath:
            "A path in a run has one to eight parts of letters, digits, '-', '_' and '.', none beginning with '.'."
        case .pathTaken(let path): "\(path) is in the run already."
        case .fileStillOpen(let path): "\(path) was not closed whole, so the run cannot be published."
        case .fileIsClosed(let path): "\(path) is closed and takes no more bytes."
        case .runIsOver(let id): "Run \(id) was published or abandoned before."
        case .lockReleased: "The lock was released before the work under it was done."
        }
    }

    private func doesNotVerify(_ id: RunID, _ problems: [VerificationProblem]) -> String {
        let listed = problems.prefix(10).map { "\n  \($0)" }.joined()
        let rest = problems.count > 10 ? "\n  and \(problems.count - 10) more" : ""
        return "Run \(id) does not verify (problems: \(problems.count)):\(listed)\(rest)"
    }
}

extension VerificationProblem: CustomStringConvertible {
    public var description: String {
        let path = path == "." ? "The run" : path
        return switch kind {
        case .missing: "\(path) is missing."
        case .added: "\(path) is not in the manifest."
        case .notAFile: "\(path) is not a regular file."
        case .notADirectory: "\(path) is not a directory."
        case .size(let found, let expected): "\(path) has \(found) bytes; the manifest says \(expected)."
        case .changed: "\(path) has changed since it was published."
        case .unreadable(let code): "\(path) cannot be read: \(reason(code))."
        case .permissions(let found, let expected):
            "\(path) has permissions \(octal(found)); it was published with \(octal(expected))."
        case .notOurs: "\(path) belongs to another user."
        case .malformedManifest(let problem): "\(path) is malformed: \(problem)."
        case .otherRun: "\(path) is the manifest of another run."
        }
    }
}

extension JSONProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .syntax(let offset): "it is not JSON at byte \(offset)"
        case .unexpected(let field): "its field \(field) is missing, not as it should be or one too many"
        }
    }
}

/// The C library's words for an error number: English, for nothing here sets a locale.
private func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

/// A path at the beginning of a sentence.
private func subject(_ path: String) -> String { path == "." ? "The output directory" : path }

private func octal(_ permissions: UInt32) -> String {
    let digits = String(permissions, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
