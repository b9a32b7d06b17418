import Hashing
import Tabular

/// The acts on people's data that somebody has to answer for, in a chain in which none can be changed unseen.
///
///     audit.jsonl    a line an act, with its number and the SHA-256 of the line before it; after them the seal: how
///                    many they are, and the SHA-256 of the last
///
/// It is replaced as a whole, durably, before the act. `STATUS.json` says how the log stood after the last act, and every
/// run's manifest how it stood when the run was published, so that a log that is shortened, or made anew, does not pass
/// either. Who can write both files can make all of them agree.
public struct AuditLog {
    public static let fileName = "audit.jsonl"

    private let store: RunStore

    public init(_ store: RunStore) { self.store = store }

    /// Where a log stands: its lines, and the SHA-256 of the last.
    struct Mark: Equatable {
        var lines = 0
        var digest = SHA256Digest(of: "").hexadecimal

        var json: JSONValue { ["lines": .integer(lines), "sha256": .string(digest)] }

        init() {}

        init?(_ json: JSONValue?) {
            guard case .object(let members)? = json, case .integer(let lines)? = members["lines"],
                case .string(let digest)? = members["sha256"], members.count == 2
            else { return nil }
            self.lines = lines
            self.digest = digest
        }
    }

    /// Adds acts that are about to be done. When this returns, they are told durably.
    /// - Throws: `RunStoreError.auditBroken` where the log is not as it was written: nothing is done then.
    public func append(_ entries: [AuditEntry], holding lock: StoreLock) throws {
        try lock.check()
        let bytes = try contents()
        let marks = try marks(of: bytes)
        try checkLastAct(marks)
        var mark = marks.last!
        var text = Array(bytes.dropLast(bytes.isEmpty ? 0 : Self.seal(mark).utf8.count))
        for entry in entries {
            let line = entry.line(mark.lines + 1, after: mark.digest)
            text += Array("\(line)\n".utf8)
            mark.lines += 1
            mark.digest = SHA256Digest(of: line).hexadecimal
        }
        try store.replaceFile(Self.fileName, text + Array(Self.seal(mark).utf8), group: nil)
        try store.updateStatus(holding: lock) { $0.audit = mark }
    }

    /// Whether the log has all that it had after the last act that the status knows of. An unreadable status is begun
    /// again elsewhere, with a warning.
    private func checkLastAct(_ marks: [Mark]) throws {
        guard let then = try? store.status()?.audit else { return }
        guard then.lines < marks.count, marks[then.lines] == then else {
            throw RunStoreError.auditBroken(line: then.lines, .otherThanAfterLastAct)
        }
    }

    /// Reads the whole chain again.
    /// - Returns: how many lines it has.
    /// - Throws: `RunStoreError.auditBroken` with the first line that is not as it was written.
    public func verify() throws -> Int {
        let marks = try marks(of: contents())
        for run in try store.runs() {
            guard let manifest = try store.manifest(of: run), case .object(let members) = manifest.facts.circumstances,
                let then = Mark(members["audit"])
            else { continue }
            guard then.lines < marks.count, marks[then.lines] == then else {
                throw RunStoreError.auditBroken(line: then.lines, .otherThanAtRun(run))
            }
        }
        try checkLastAct(marks)
        return marks.count - 1
    }

    /// The acts in their order, each with the SHA-256 of its line.
    /// - Throws: `RunStoreError.auditBroken` with the first line that is not as it was written.
    public func acts() throws -> [(entry: AuditEntry, digest: String)] {
        try lines(of: contents()).map { line in
            guard let entry = AuditEntry(line.members) else {
                throw RunStoreError.auditBroken(line: line.mark.lines, .outOfChain)
            }
            return (entry, line.mark.digest)
        }
    }

    /// Where the log stands; nil where it cannot be told, which stops no run.
    var mark: Mark? {
        guard let bytes = try? contents() else { return nil }
        guard let last = bytes.split(separator: 0x0A).last else { return Mark() }
        return (try? JSONParser.parse(Array(last))).flatMap { Mark($0) }
    }

    private func contents() throws -> [UInt8] {
        guard try store.directory.statusIfPresent(of: Self.fileName) != nil else { return [] }
        return try store.directory.contents(of: Self.fileName)
    }

    /// Where the log stood after each line, from before the first.
    private func marks(of bytes: [UInt8]) throws -> [Mark] { try [Mark()] + lines(of: bytes).map(\.mark) }

    /// The lines, each with where the log stood after it.
    private func lines(of bytes: [UInt8]) throws -> [(members: [String: JSONValue], mark: Mark)] {
        var mark = Mark()
        var read: [(members: [String: JSONValue], mark: Mark)] = []
        guard !bytes.isEmpty else { return read }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // The last line end is followed by nothing.
        for line in lines.dropLast(2) {
            let digest = SHA256Digest(of: Array(line)).hexadecimal
            guard case .object(let members)? = try? JSONParser.parse(Array(line)),
                members["line"] == .integer(mark.lines + 1), members["after"] == .string(mark.digest)
            else { throw RunStoreError.auditBroken(line: mark.lines + 1, .outOfChain) }
            mark.lines += 1
            mark.digest = digest
            read.append((members, mark))
        }
        guard lines.suffix(2).joined(separator: [0x0A]).elementsEqual(Self.seal(mark).utf8) else {
            throw RunStoreError.auditBroken(line: mark.lines, .sealBroken)
        }
        return read
    }

    private static func seal(_ mark: Mark) -> String { mark.json.compactText + "\n" }
}

/// What is wrong with an audit log.
public enum AuditFault: Equatable, Sendable {
    /// The line does not follow from the one before it.
    case outOfChain
    /// The lines end otherwise than the seal says.
    case sealBroken
    /// The log is another than after the last act that the status knows of.
    case otherThanAfterLastAct
    /// The log is another than when a run was published.
    case otherThanAtRun(RunID)
}
