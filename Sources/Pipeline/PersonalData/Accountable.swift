import Glibc
import Identity
import RunStore
import Tabular

/// Who does something to people's data, and why: what an audit log tells of it.
public struct Accountable: Sendable {
    let user: String
    let purpose: String

    /// - Throws: `PipelineError.notAccountable` where either is empty, or may name a patient.
    public init(user: String, purpose: String) throws {
        for (option, text) in [("--user", user), ("--purpose", purpose)] {
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw PipelineError.notAccountable(option: option, .empty)
            }
            guard !Self.mayNamePatient(text) else { throw PipelineError.notAccountable(option: option, .namesPatient) }
        }
        self.user = user
        self.purpose = purpose
    }

    private init(process user: String) {
        self.user = user
        purpose = "not asked"
    }

    /// Whom the program runs as, for acts that ask nobody who they are and why.
    static var ofProcess: Accountable {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
        return Accountable(process: user ?? "user \(geteuid())")
    }

    /// The log must not have in words whom an act is about, whatever their ids look like.
    /// - Throws: `PipelineError.notAccountable`.
    func requireNotNaming(_ ids: [String]) throws {
        for (option, text) in [("--user", user), ("--purpose", purpose)]
        where ids.contains(where: { Self.isWord($0, of: text) }) {
            throw PipelineError.notAccountable(option: option, .namesPatient)
        }
    }

    private static func isWord(_ id: String, of text: String) -> Bool {
        text.ranges(of: id).contains { range in
            let neighbours = [text[..<range.lowerBound].last, text[range.upperBound...].first]
            return !neighbours.contains { $0?.isLetter == true || $0?.isNumber == true }
        }
    }

    public enum Fault: Sendable {
        case empty, namesPatient
    }

    func entry(_ action: String, _ facts: [String: JSONValue]) -> AuditEntry {
        AuditEntry(time: Clock.now, action: action, user: user, purpose: purpose, facts: facts)
    }

    /// Whether a text has an NHS number or a pseudonym in it: the log is to name nobody.
    private static func mayNamePatient(_ text: String) -> Bool {
        let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.contains(where: Pseudonym.isValid) { return true }
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
        // As ten digits, or as three, three and four.
        let spaced = numbers.indices.dropLast(2).map { numbers[$0..<$0 + 3] }
            .filter { $0.map(\.count) == [3, 3, 4] }.map { $0.joined() }
        return (numbers + spaced).contains(where: NHSNumber.isValid)
    }
}
