import Cohorts
import Records
import RunStore
import Tabular

/// The files of a programme's members and movement in a run: what the next issue, and a ledger that is made again,
/// know of this one. They are the owner's alone.
struct MembershipFiles {
    /// Of an issue: its members, with what each family of features, named in plain words, adds to their predictor.
    let members: RunPath
    /// Of an issue: who has left it, or one before it, within a year.
    let former: RunPath
    /// Of every run: who came, stayed and left since the last issue, and why.
    let movement: RunPath

    init(_ programme: String) throws {
        members = try RunPath("restricted/members/\(programme).csv.gz")
        former = try RunPath("restricted/former/\(programme).csv.gz")
        movement = try RunPath("restricted/movement/\(programme).csv.gz")
    }

    private static let memberColumns = [
        "person_id", "place", "rank", "rank_practice", "risk", "predictor", "entered_on", "listed_since",
        "entry_reason", "entry_detail", "stay", "known",
    ]
    private static let formerColumns = ["person_id", "left_on"]
    private static let movementColumns = ["movement", "person_id", "place", "days", "reason", "detail", "words"]
    static let left = "left"

    // MARK: Writing

    func writeMembers(_ movement: ProgrammeMovement, into run: StagedRun) throws {
        try run.writeTable(
            members.description, header: Self.memberColumns + movement.families, rows: movement.members.count
        ) { csv in
            for member in movement.members { try Self.write(member, families: movement.families.count, to: &csv) }
        }
        try run.writeTable(former.description, header: Self.formerColumns, rows: movement.former.count) { csv in
            for (person, day) in movement.former { try csv.row([person, day.description]) }
        }
    }

    private static func write(_ member: Member, families: Int, to csv: inout CSVWriter) throws {
        csv.text(member.personID)
        csv.text(member.place)
        csv.integer(member.rank)
        csv.integer(member.rankInPractice)
        csv.fixed(member.risk, decimals: 6)
        if let predictor = member.predictor { csv.integer(Int(predictor)) } else { csv.empty() }
        csv.text(member.enteredOn.description)
        csv.text(member.listedSince.description)
        csv.text(member.entry.code)
        csv.text(member.entry.detail)
        csv.text(member.stayCode)
        csv.integer(member.families == nil ? 0 : 1)
        for family in 0..<families { csv.fixed(member.families?[family] ?? 0, decimals: 4) }
        try csv.endRow()
    }

    func writeMovement(_ movement: ProgrammeMovement, on day: Day, into run: StagedRun) throws {
        try run.writeTable(
            self.movement.description, header: Self.movementColumns,
            rows: movement.members.count + movement.left.count
        ) { csv in
            for member in movement.members {
                csv.text(member.standing.rawValue)
                csv.text(member.personID)
                csv.text(member.place)
                csv.integer(day.days(since: member.listedSince))
                csv.text(member.standing == .staying ? member.stayCode : member.entry.code)
                csv.text(member.standing == .staying ? "" : member.entry.detail)
                csv.text(member.sentences.map { "\($0)." }.joined(separator: " "))
                try csv.endRow()
            }
            for one in movement.left {
                try csv.row([
                    Self.left, one.personID ?? "", one.personID == nil ? "" : one.place,
                    one.personID == nil ? "" : String(day.days(since: one.listedSince)), one.reason.code,
                    MovementDetail.text(of: one.reason), "",
                ])
            }
        }
    }

    // MARK: Reading

    static func members(_ bytes: [UInt8]) throws -> (families: [String], members: [PastMember])? {
        var places: [String: String] = [:]
        let first = memberColumns.count
        return try PublishedTable.read(bytes, columns: memberColumns) { fields, record, count -> PastMember? in
            func text(_ field: Int) -> String { PublishedTable.text(fields, record, field) }
            func shared(_ text: String) -> String {
                if let known = places[text] { return known }
                places[text] = text
                return text
            }
            guard let rank = Int(text(2)), let rankInPractice = Int(text(3)), let risk = Double(text(4)),
                let entered = Day(text(6)), let since = Day(text(7))
            else { return nil }
            return PastMember(
                personID: text(0), place: shared(text(1)), rank: rank, rankInPractice: rankInPractice, risk: risk,
                predictor: Int64(text(5)), enteredOn: entered, listedSince: since,
                entry: Member.Reason(code: shared(text(8)), detail: text(9)), stay: shared(text(10)),
                families: text(11) == "1"
                    ? (first..<first + count).map { DecimalText.value(fields.text(record, $0)) ?? 0 } : nil)
        }.map { ($0.more, $0.rows) }
    }

    static func former(_ bytes: [UInt8]) throws -> [String: Day]? {
        let read = try PublishedTable.read(bytes, columns: formerColumns) { fields, record, _ in
            Day(fields.text(record, 1).string).map { (PublishedTable.text(fields, record, 0), $0) }
        }
        return read.map { Dictionary($0.rows, uniquingKeysWith: { first, _ in first }) }
    }

    /// Who left since the last issue, with a name.
    struct Left {
        let personID: String
        let place: String
        let reason: String
        let detail: String
    }

    static func left(_ bytes: [UInt8]) throws -> [Left]? {
        let read = try PublishedTable.read(bytes, columns: movementColumns) { fields, record, _ -> Left? in
            func text(_ field: Int) -> String { PublishedTable.text(fields, record, field) }
            return Left(
                personID: text(0) == left ? text(1) : "", place: text(2), reason: text(4), detail: text(5))
        }
        return read.map { $0.rows.filter { !$0.personID.isEmpty } }
    }
}
