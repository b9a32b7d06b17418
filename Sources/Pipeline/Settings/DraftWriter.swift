import Identity
import Records

/// Puts a drafted configuration into words.
struct DraftWriter {
    /// The extracts' folder, as seen from the configuration.
    let place: String
    let extractedOn: String?
    let isSynthetic: Bool
    let leftOut: [ConfigurationDraft.LeftOut]
    /// Those to choose from, each with its title.
    let programmes: [(id: String, title: String)]

    func text(_ files: [ConfigurationDraft.Recognised], idKind: IdentifierKind) -> String {
        var lines = head(idKind: idKind)
        if !files.contains(where: { $0.table == .optOuts }) { lines += optOutQuestion }
        lines += objectionLines + ["", "sources:"]
        for table in Table.allCases {
            for (number, file) in files.filter({ $0.table == table }).enumerated() {
                lines += source(file, number: number, idKind)
            }
        }
        return (lines + returnedLists(idKind)).joined(separator: "\n") + "\n"
    }

    /// How a workbook's reviews are read back. Where the input has NHS numbers, practices have them from `reidentify`.
    private func returnedLists(_ idKind: IdentifierKind) -> [String] {
        [
            "",
            "  # Reviews that practices wrote into their workbooks come back here: a list's sheet, saved as CSV UTF-8, or a",
            "  # table that `anticipate reidentify` wrote.",
            "  # - table: reviews",
            "  #   name: returned_lists",
        ]
            + (idKind == .nhsNumber
                ? [
                    "  #   person_id: nhs_number             # as reidentify writes them; pseudonym as the run's own lists have"
                ]
                : [])
            + [
                "  #   files: \"returned/*.csv\"",
                "  #   optional: true                      # a file that cannot be read is told of, and the others are read",
                "  #   may_be_empty: true                  # no practice may have sent one yet",
                "  #   delimiter: \",\"                      # \";\" where the spreadsheet's country has decimal commas",
                "  #   multiline: true",
                "  #   where: \"'Date seen' is given\"       # the rows of those who were seen",
                "  #   fields:",
                "  #     person_id: Person",
                "  #     programme: Programme",
                "  #     reviewed_on: Date seen          # or { column: Date seen, format: DD/MM/YYYY }",
                "  #     outcome: Outcome",
                "  #     suitable: { column: Suitable, map: { \"yes\": 1, \"Yes\": 1, \"no\": 0, \"No\": 0 } }",
                "  #     reason: Why not",
                "  #   ignore: rest",
            ]
    }

    func head(idKind: IdentifierKind) -> [String] {
        var lines = [
            "# Drafted by `anticipate init`. Read it through: what it says is taken at its word.",
            "anticipate: 1",
            "",
            "# What identifies a person: nhs_number (checked) or pseudonym. One kind for all sources.",
            "person_id: \(idKind.rawValue)",
        ]
        if idKind == .nhsNumber { lines += keyQuestion }
        if isSynthetic {
            lines += [
                "", "# The extracts say that nobody in them is real; a model that is fitted on them is marked so.",
            ]
            lines += ["synthetic: true"]
        }
        lines += [
            "", "# The lists to make: each a file under Models/programmes, or the path of a .yaml file of your own.",
        ]
        lines += programmeLines + capacityQuestion + driftQuestion
        if !leftOut.isEmpty {
            lines += ["", "# Left out:"] + leftOut.map { "#   \(Self.comment($0.description))" }
        }
        return lines
    }

    /// How NHS numbers become pseudonyms: nothing runs before it is said.
    private var keyQuestion: [String] {
        [
            "",
            "# Lists and all else that is kept carry pseudonyms. Make their key with `anticipate key --out FILE`, keep a",
            "# copy in a safe, and say where it is. A practice's lists are named for it alone by `anticipate reidentify`,",
            "# encrypted where its public key of the program age stands here:",
            "# identity:",
            "#   key: /etc/anticipate/pseudonyms.key",
            "#   practices:",
            "#     A81001: { age: \"age1...\" }",
        ]
    }

    /// What must be said of each source of real people before anything runs.
    var governanceLines: [String] {
        guard !isSynthetic else { return [] }
        return [
            "    # legal_basis: \"\"               # which law lets these data be used here",
            "    # review_on: YYYY-MM-DD         # the day by which that is looked at again",
        ]
    }

    private static let usual = "most-complex-4pc"

    /// The usual programme, and the others to be taken up.
    private var programmeLines: [String] {
        let width = programmes.map(\.id.count).max() ?? 0
        let others = programmes.filter { $0.id != Self.usual }.map { id, title in
            "  # - \(id)\(String(repeating: " ", count: width - id.count))  # \(title)"
        }
        return ["programmes:", "  - \(Self.usual)"] + others
    }

    /// How practices have places of their own.
    private var capacityQuestion: [String] {
        [
            "",
            "# A programme that takes so many of each practice takes its own number, or what a CSV of practice_code,places",
            "# gives; others: what becomes of a practice that it does not name, refuse or a number:",
            "# capacities:",
            "#   complex-long-term-conditions: { file: community-matrons.csv, others: refuse }",
        ]
    }

    private var driftQuestion: [String] {
        [
            "",
            "# Where the people are no longer those whom a model was trained on, a run warns. To publish nothing then, until",
            "# it is trained again or somebody says `run --accept-drift` (a model that cannot be compared stops nothing):",
            "# when_drifted: refuse",
        ]
    }

    var optOutQuestion: [String] {
        [
            "",
            "# No opt-outs were found. Nothing runs until they are a source below, or until it is declared here",
            "# who applied them before the extracts were made:",
            "# opt_outs:",
            "#   applied_upstream: { by: \"\", evidence: \"\", on: YYYY-MM-DD }",
        ]
    }

    /// What each kind of objection is to, and which codes go no further.
    private var objectionLines: [String] {
        guard !isSynthetic else { return [] }
        return [
            "",
            "# Every kind of objection is to every purpose, unless it is said otherwise:",
            "# opt_outs:",
            "#   objections:",
            "#     direct_care: [type1, national, risk_stratification]",
            "#     aggregate: [type1, national, risk_stratification]",
            "#     training: [type1, national, risk_stratification]",
            "",
            "# Rows with these codes are withheld. The list is an example: complete and agree one locally.",
            "# sensitive: [sensitive_example]",
        ]
    }

    var extractionLine: String {
        extractedOn.map { "    extracted_on: \($0)" }
            ?? "    # extracted_on: YYYY-MM-DD   (later events are then set aside; training needs it)"
    }

    private func source(_ file: ConfigurationDraft.Recognised, number: Int, _ idKind: IdentifierKind) -> [String] {
        var lines = ["  - table: \(file.table.rawValue)"]
        if number > 0 { lines.append("    name: \(file.table.rawValue)_\(number + 1)") }
        if file.table == .reviews, idKind == .nhsNumber {
            lines.append(
                "    # person_id: nhs_number       # where these have NHS numbers, and not the pseudonyms of lists")
        }
        if file.parts > 1, file.dateInName == nil {
            lines.append("    # \(file.parts) files with one header, read as parts of one table.")
        }
        lines.append("    files: \(Self.quoted(place + "/" + file.file))")
        lines += file.dateInName.map(Self.newestLines) ?? [extractionLine]
        lines += Self.delimiterLines(file.delimiter) + governanceLines
        let known = Set(file.table.fields.map(\.name))
        let others = file.header.filter { !known.contains($0.lowercased()) }
        if !others.isEmpty {
            lines += ["    # Columns that are not canonical; they may identify people, and are not read:"]
            lines += ["    ignore: [\(others.map(Self.quoted).joined(separator: ", "))]"]
        }
        if file.isEmpty || [.caseload, .reviews, .socialCareServices].contains(file.table) {
            lines += ["    may_be_empty: \(file.table == .optOuts ? "false" : "true")"]
        }
        return lines
    }

    /// What is said of files with a date in their names.
    private static func newestLines(_ dateInName: String) -> [String] {
        [
            "    extracted_on_in_name: \(quoted(dateInName))",
            "    # Of files whose names differ in the date alone the newest is read, as a whole extract of its day. Where each",
            "    # has rows of its own instead, say: take: all",
            "    take: newest",
        ]
    }

    /// What stands between columns, where it is no comma.
    static func delimiterLines(_ delimiter: UInt8) -> [String] {
        switch delimiter {
        case UInt8(ascii: ","): []
        case UInt8(ascii: "\t"): ["    delimiter: tab"]
        default: ["    delimiter: \(quoted(String(UnicodeScalar(delimiter))))"]
        }
    }

    /// A YAML scalar in double quotes.
    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").filter { $0 >= " " }
        return "\"\(escaped)\""
    }

    private static func comment(_ text: String) -> String { String(text.filter { $0 >= " " }) }
}
