import Accounts

/// What became of rows that passed every check of their own, and the account of it by file.
struct RowFates {
    /// A row that another row decided about.
    struct Loss {
        let row: Int
        let disposition: Disposition
        let rule: Rule
    }

    /// Rows by file and disposition.
    private var counts: [Int]
    private(set) var losses: [Loss] = []
    private var listedLosses: [Int]
    /// By file: the rows that were lost, by the code of the rule.
    private var ruleCounts: [[Int]]
    private let flat: FlatPlaces

    /// Rows listed one by one, of a file and disposition; more are counted.
    static let listed = 100_000

    init(files: Int, places: FlatPlaces) {
        counts = [Int](repeating: 0, count: files * Self.width)
        listedLosses = counts
        ruleCounts = Array(repeating: Array(repeating: 0, count: Rule.allCases.count + 1), count: files)
        flat = places
    }

    private static let width = Disposition.allCases.count

    /// Rows of a file under a disposition.
    func count(_ disposition: Disposition, file: Int) -> Int { counts[file * Self.width + disposition.place] }

    /// Rows of a file that were lost, by rule. Those of malformed rules were set aside, and the others not.
    func rules(file: Int) -> [Rule: Int] {
        var rules: [Rule: Int] = [:]
        for rule in Rule.allCases where ruleCounts[file][Int(rule.code)] > 0 {
            rules[rule] = ruleCounts[file][Int(rule.code)]
        }
        return rules
    }

    mutating func lose(_ row: Int, _ disposition: Disposition, _ rule: Rule) {
        let file = flat.file(of: row)
        let place = file * Self.width + disposition.place
        counts[place] += 1
        ruleCounts[file][Int(rule.code)] += 1
        if listedLosses[place] < Self.listed {
            listedLosses[place] += 1
            losses.append(Loss(row: row, disposition: disposition, rule: rule))
        }
    }

    mutating func count(_ disposition: Disposition, file: Int, rows: Int) {
        counts[file &* Self.width &+ disposition.place] &+= rows
    }

    /// Counts rows that are not listed: accepted, withheld or merged.
    @inline(__always)
    mutating func count(_ disposition: Disposition, row: Int) {
        counts[flat.file(of: row) &* Self.width &+ disposition.place] &+= 1
    }
}

/// The first row of each file in the flat numbering.
struct FlatPlaces {
    let fileStarts: [Int]

    @inline(__always)
    func file(of row: Int) -> Int {
        if fileStarts.count == 2 { return 0 }
        var low = 0
        var high = fileStarts.count - 2
        while low < high {
            let middle = (low + high + 1) / 2
            if fileStarts[middle] <= row { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
