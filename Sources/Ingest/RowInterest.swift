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
            return RowsOfInterest(ids: nil, others: acceptsMissing)
        }
        return RowsOfInterest(ids: ids, others: false, accepted: accepted[place.file][flat[place].worker])
    }
}

/// The rows of one chunk that later stages will look at.
struct RowsOfInterest {
    /// Nil where the rows have no codes.
    let ids: PackedNumbers?
    /// Whether rows without codes are looked at.
    let others: Bool
    var accepted: [Bool] = []

    @inline(__always)
    func accepts(_ row: Int) -> Bool { ids.map { accepted[Int($0[row])] } ?? others }

    @inline(__always)
    func count(_ rows: Range<Int>) -> Int {
        guard ids != nil else { return others ? rows.count : 0 }
        return rows.reduce(0) { $0 &+ (accepts($1) ? 1 : 0) }
    }
}
