import Accounts
import Cohorts
import Hashing
import Ingest
import Records
import Reports
import RunStore
import Scoring
import Tabular

/// Writes what a run publishes into its staged directory.
struct Publication {
    let staged: StagedRun
    let hasReadingGroup: Bool
    let isDemonstration: Bool

    func write(_ quality: QualityAccount) throws {
        try write(QualityJSON.text(quality), to: "quality.json")
        try write(QualityPage.text(quality), to: "quality.html")
    }

    func write(_ summary: RunSummary) throws { try write(SummaryJSON.text(summary), to: "summary.json") }

    /// `restricted/set-aside.csv.gz`: the rows that were not accepted one by one.
    func write(_ entries: [SetAsideEntry]) throws {
        let file = try staged.file("restricted/set-aside.csv.gz")
        let sink = try GzipSink(file)
        var csv = CSVWriter(sink, neutralisesFormulas: true)
        try csv.row(["file", "line", "column", "disposition", "rule", "reason"])
        for entry in entries {
            csv.text(entry.file)
            csv.integer(entry.line)
            csv.text(entry.column)
            csv.text(entry.disposition.rawValue)
            csv.text(entry.rule.rawValue)
            csv.text(entry.rule.sentence)
            try csv.endRow()
        }
        try csv.flush()
        file.rows = entries.count
        try sink.close()
    }

    /// `scores.csv.gz`: everybody who is registered, with their score or why there is none. Those who object have a
    /// row, so that the people add up, and no id in it.
    func writeScores(_ scores: ScoreTable) throws {
        let file = try staged.file("scores.csv.gz")
        let sink = try GzipSink(file)
        var csv = CSVWriter(sink, neutralisesFormulas: true)
        try csv.row(["person_id", "status", "practice", "risk", "linear_predictor", "rank", "band"])
        var row = 0
        for person in scores.standings.all.indices {
            let standing = scores.standings.all[person]
            if standing == .objected { csv.empty() } else { csv.bytes(scores.persons.ids.bytes(of: person)) }
            csv.text(standing.rawValue)
            if standing == .scored {
                scores.write(row: row, to: &csv)
                row += 1
            } else {
                for _ in 0..<5 { csv.empty() }
            }
            try csv.endRow()
        }
        try csv.flush()
        file.rows = csv.rows - 1
        try sink.close()
    }

    var readers: Readers { hasReadingGroup ? .group : .owner }

    func write(_ text: String, to path: String, readers: Readers = .owner) throws {
        let file = try staged.file(path, readers: readers)
        try file.write(text)
        try file.close()
    }
}

/// The name of a list's file: the code or name of its place, with `_` for spaces. Where that holds anything but letters,
/// digits, spaces and `-`, or is long, the rest is replaced or cut and eight digits of its SHA-256 stand behind, so that
/// no two places share a file.
enum FileStem {
    static func of(_ code: String) -> String {
        var isPlain = !code.isEmpty && code.utf8.count <= longest
        let stem = String(
            code.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "A"..."Z", "a"..."z", "0"..."9", "-": return Character(scalar)
                case " ": return "_"
                default:
                    isPlain = false
                    return "_"
                }
            })
        return isPlain ? stem : "\(stem.prefix(longest))-\(SHA256Digest(of: code).hexadecimal.prefix(8))"
    }

    private static let longest = 60
}

/// What `scores.csv.gz` says of each person, by the first programme's model.
struct ScoreTable {
    let persons: Persons
    let standings: Standings
    let practices: [String]
    /// By RowID, as are the others.
    let practiceCodes: [Int32]
    let predictors: [Double]
    let risks: [Double]
    /// Among the eligible, from 1; 0 for those who are not.
    let ranks: [Int32]
    let bandEnds: [Int]
    let bandNames: [String]

    func write(row: Int, to csv: inout CSVWriter) {
        let practice = practiceCodes[row]
        csv.text(practice < 0 ? "" : practices[Int(practice)])
        csv.fixed(risks[row], decimals: 6)
        csv.fixed(predictors[row], decimals: 9)
        let rank = Int(ranks[row])
        guard rank > 0 else {
            csv.empty()
            csv.empty()
            return
        }
        csv.integer(rank)
        csv.text(bandNames[bandEnds.firstIndex { rank <= $0 } ?? bandNames.count - 1])
    }
}
