import Accounts

/// What became of rows that passed every check of their own, and the account of it by file.
struct RowFates {
    /// A row that another row decided about.
    struct Loss {
        let row: Int
        let disposition: Disposition
        let rule: Rule
    }

    private(set) var counts: [[Disposition: Int]]
    private(set) var losses: [Loss] = []
    private var lossCounts: [[Disposition: Int]]
    private let flat: FlatPlaces

    /// Rows listed one by one, of a file and disposition; more are counted.
    static let listed = 100_000

    init(files: Int, places: FlatPlaces) {
        counts = Array(repeating: [:], count: files)
        lossCounts = counts
        flat = places
    }

    mutating func lose(_ row: Int, _ disposition: Disposition, _ rule: Rule) {
        let file = flat.file(of: row)
        counts[file][disposition, default: 0] += 1
        if lossCounts[file][disposition, default: 0] < Self.listed {
            lossCounts[file][disposition, default: 0] += 1
            losses.append(Loss(row: row, disposition: disposition, rule: rule))
        }
    }

    /// Counts rows that are not listed: accepted, withheld or merged.
    mutating func count(_ disposition: Disposition, row: Int) {
        counts[flat.file(of: row)][disposition, default: 0] += 1
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
