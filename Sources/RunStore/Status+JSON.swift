import Hashing
import Tabular

extension Status {
    private static let format = 1

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "format": .integer(Self.format),
            "last_attempt": lastAttempt?.json ?? .null,
            "last_success": lastSuccess?.json ?? .null,
            "last_rollback": lastRollback?.json ?? .null,
            "latest": latest.map { .string($0.description) } ?? .null,
            "latest_published": latestPublished.map { .string($0.description) } ?? .null,
            "held_practices": .array(heldPractices.map(JSONValue.string)),
            "warnings": .array(warnings.map(JSONValue.string)),
        ]
        if let audit { members["audit"] = audit.json }
        return .object(members)
    }

    init(_ bytes: [UInt8]) throws(JSONProblem) {
        var fields = try JSONFields(try JSONParser.parse(bytes), field: "STATUS.json")
        guard try fields.integer("format") == Self.format else { throw .unexpected(field: "format") }
        lastAttempt = try fields.optional("last_attempt", Attempt.init)
        lastSuccess = try fields.optional("last_success", Success.init)
        lastRollback = try fields.optional("last_rollback", Rollback.init)
        latest = try fields.optional("latest") { (value) throws(JSONProblem) in
            guard case .string(let text) = value, let id = RunID(text) else { throw .unexpected(field: "latest") }
            return id
        }
        latestPublished = try fields.optional("latest_published") { (value) throws(JSONProblem) in
            guard case .string(let text) = value, let time = UTCTime(text) else {
                throw .unexpected(field: "latest_published")
            }
            return time
        }
        heldPractices = try fields.strings("held_practices")
        warnings = try fields.strings("warnings")
        audit = try fields.ifThere("audit") { (value) throws(JSONProblem) in
            guard let mark = AuditLog.Mark(value) else { throw .unexpected(field: "audit") }
            return mark
        }
        try fields.end()
    }
}

extension Status.Attempt {
    fileprivate var json: JSONValue {
        [
            "run": .string(run.description), "started": .string(started.description),
            "finished": .string(finished.description), "exit_code": .integer(Int(exitCode)), "reason": .string(reason),
        ]
    }

    fileprivate init(_ json: JSONValue) throws(JSONProblem) {
        var fields = try JSONFields(json, field: "last_attempt")
        run = try fields.parsed("run") { RunID($0) }
        started = try fields.parsed("started") { UTCTime($0) }
        finished = try fields.parsed("finished") { UTCTime($0) }
        guard let exitCode = Int32(exactly: try fields.integer("exit_code")) else {
            throw .unexpected(field: "exit_code")
        }
        self.exitCode = exitCode
        reason = try fields.string("reason")
        try fields.end()
    }
}

extension Status.Success {
    fileprivate var json: JSONValue {
        [
            "run": .string(run.description), "finished": .string(finished.description),
            "content": .string(content.hexadecimal),
        ]
    }

    fileprivate init(_ json: JSONValue) throws(JSONProblem) {
        var fields = try JSONFields(json, field: "last_success")
        run = try fields.parsed("run") { RunID($0) }
        finished = try fields.parsed("finished") { UTCTime($0) }
        content = try fields.parsed("content") { SHA256Digest(hexadecimal: $0) }
        try fields.end()
    }
}

extension Rollback {
    fileprivate var json: JSONValue {
        ["from": .string(from.description), "to": .string(to.description), "time": .string(time.description)]
    }

    fileprivate init(_ json: JSONValue) throws(JSONProblem) {
        var fields = try JSONFields(json, field: "last_rollback")
        from = try fields.parsed("from") { RunID($0) }
        to = try fields.parsed("to") { RunID($0) }
        time = try fields.parsed("time") { UTCTime($0) }
        try fields.end()
    }
}
