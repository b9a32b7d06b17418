import Records

/// Tells the rows that later stages will look at, by their code.
struct RowInterest {
    /// Nil where every row is looked at.
    private let field: String?
    /// Whether a row without a code is looked at.
    private let acceptsMissing: Bool
    /// By file and worker: which of the worker's codes are looked at.
    private let accepted: [[[Bool]]]

    /// The codes of a table's files.
    init(_ codes: Retention.CodesOfInterest?, _ files: [ParsedFile]) {
        field = codes?.field
        acceptsMissing = codes?.accepts("") ?? true
        accepted = files.map { file in
            guard let codes, let place = file.place(of: codes.field) else { return [] }
            return file.dictionaries.map { $0[place].strings.map(codes.accepts) }
        }
    }

    /// The interest in the rows of a chunk.
    func ofChunk(_ place: FlatColumns.ChunkPlace, _ flat: FlatColumns) -> RowsOfInterest {
        guard let field, case .ids(let ids) = flat.values(field, place) else {
            return RowsOfInterest(flags: nil, others: acceptsMissing)
        }
        let accepted = accepted[place.file][flat[place].worker]
        let flags = [UInt8](unsafeUninitializedCapacity: ids.count) { flags, count in
            ids.withReader { id in
                for row in 0..<ids.count { flags[row] = accepted[id(row)] ? 1 : 0 }
            }
            count = ids.count
        }
        return RowsOfInterest(flags: flags, others: false)
    }
}

/// The rows of one chunk that later stages will look at.
struct RowsOfInterest {
    /// By row, 1 where it is looked at; nil where the rows have no codes.
    let flags: [UInt8]?
    /// Whether rows without codes are looked at.
    let others: Bool

    @inline(__always)
    func accepts(_ row: Int) -> Bool { flags.map { $0[row] == 1 } ?? others }

    /// How many rows of a range are looked at.
    @inline(__always)
    func count(_ rows: Range<Int>) -> Int {
        guard let flags else { return others ? rows.count : 0 }
        return rows.reduce(0) { $0 &+ Int(flags[$1]) }
    }
}
