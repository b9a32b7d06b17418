import Cohorts
import Ledger
import Records
import RunStore
import Tabular

/// What a run's manifest says of issues: its own, or the last before it.
struct IssueFacts: Sendable, Equatable {
    /// From 1.
    let number: Int
    /// The run date of the issue.
    let date: Day
    /// Whether the run is the issue itself.
    let isIssue: Bool
    /// The content of the issue that movement is counted against; nil for the first.
    let after: String?
    /// By id.
    let programmes: [String: ProgrammeFacts]

    struct ProgrammeFacts: Sendable, Equatable {
        let model: LedgerRun.Model
        /// Whether the model counts points.
        let countsPoints: Bool
        /// One for everyone under `""`, or one for each practice under its code.
        let lines: [String: CohortLine]
        let counts: LedgerProgramme.Counts
    }

    func line(of programme: String, practice: String) -> CohortLine {
        let lines = programmes[programme]?.lines
        return lines?[practice] ?? lines?[""] ?? CohortLine(entry: nil, leave: nil)
    }
}

extension IssueFacts {
    var json: JSONValue {
        [
            "number": .integer(number), "date": .string(date.description), "is_issue": .bool(isIssue),
            "after": after.map { .string($0) } ?? .null, "programmes": .object(programmes.mapValues(\.json)),
        ]
    }

    /// - Parameter json: the `issue` of a manifest's facts; nil where it is none.
    init?(_ json: JSONValue?) {
        guard case .object(let members)? = json, case .integer(let number)? = members["number"],
            case .string(let text)? = members["date"], let date = Day(text),
            case .bool(let isIssue)? = members["is_issue"], case .object(let programmes)? = members["programmes"]
        else { return nil }
        self.number = number
        self.date = date
        self.isIssue = isIssue
        if case .string(let after)? = members["after"] { self.after = after } else { after = nil }
        self.programmes = programmes.compactMapValues(ProgrammeFacts.init)
    }
}

extension IssueFacts.ProgrammeFacts {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "model": .string(model.name), "version": .string(model.version), "sha256": .string(model.sha256),
            "lines": .object(lines.mapValues { .array([Self.json($0.entry), Self.json($0.leave)]) }),
            "listed": .integer(counts.listed), "entered": .integer(counts.entered),
            "returning": .integer(counts.returning), "moved": .integer(counts.moved),
            "stayed": .integer(counts.stayed), "stayed_by_band": .integer(counts.stayedByBand),
            "left": .integer(counts.left), "opted_out": .integer(counts.optedOut),
        ]
        if countsPoints { members["points"] = .bool(true) }
        return .object(members)
    }

    private static func json(_ predictor: Int64?) -> JSONValue { predictor.map { .integer(Int($0)) } ?? .null }

    fileprivate init?(_ json: JSONValue) {
        guard case .object(let members) = json, case .string(let name)? = members["model"],
            case .string(let version)? = members["version"], case .string(let sha256)? = members["sha256"],
            case .object(let lines)? = members["lines"], let counts = LedgerProgramme.Counts(members)
        else { return nil }
        model = LedgerRun.Model(name: name, version: version, sha256: sha256)
        countsPoints = members["points"]?.asBool ?? false
        self.lines = lines.mapValues { line in
            guard case .array(let ends) = line, ends.count == 2 else { return CohortLine(entry: nil, leave: nil) }
            return CohortLine(entry: ends[0].int64, leave: ends[1].int64)
        }
        self.counts = counts
    }
}

extension LedgerProgramme.Counts {
    fileprivate init?(_ members: [String: JSONValue]) {
        func count(_ name: String) -> Int? { members[name]?.int64.map { Int($0) } }
        guard let listed = count("listed"), let entered = count("entered"), let returning = count("returning"),
            let moved = count("moved"), let stayed = count("stayed"), let byBand = count("stayed_by_band"),
            let left = count("left"), let optedOut = count("opted_out")
        else { return nil }
        self.init(
            listed: listed, entered: entered, returning: returning, moved: moved, stayed: stayed,
            stayedByBand: byBand, left: left, optedOut: optedOut)
    }
}

extension JSONValue {
    fileprivate var int64: Int64? { if case .integer(let number) = self { Int64(number) } else { nil } }
}
