import Records

/// Tells the rows that later stages will look at, by their code.
struct RowInterest {
    private let ids: [UInt32]
    private let isOfInterest: [Bool]

    /// Keeps every row.
    init() {
        ids = []
        isOfInterest = []
    }

    /// - Parameter ids: the code of each row.
    init(_ codes: Retention.CodesOfInterest, ids: [UInt32], dictionary: ByteDictionary) {
        self.ids = ids
        isOfInterest = dictionary.strings.map(codes.accepts)
    }

    @inline(__always)
    func accepts(_ row: Int) -> Bool { isOfInterest.isEmpty || isOfInterest[Int(ids[row])] }
}
